/** Orders to a language model in the common forms of other languages. Over folded text in small letters, without what is quoted. */
export const ORDERS_IN_OTHER_LANGUAGES: readonly RegExp[] = [
  // German, Dutch
  /(?:^|[.:;!?]\s*|\bbitte )(?:ignoriere?n?|vergiss|vergessen|missachten?|negeer|vergeet)(?: sie| du)? (?:\p{L}+ ){0,4}?(?:alles?|allen|bisherigen?|vorherigen?|vorigen?|obigen?|fruheren?|vorangegangenen?|deine|ihre|eerdere|vorige|bovenstaande)(?: \p{L}+){0,3}? (?:anweisungen|instruktionen|befehle|regeln|vorgaben|aufforderungen|prompts?|instructies|opdrachten|regels)/u,
  /(?:^|[.:;!?]\s*|\bbitte )(?:ignoriere?n?|vergiss|vergessen|missachten?)(?: sie)? alles,? was (?:(?:du|dir|sie|ihnen|dich) )?(?:\p{L}+ ){0,3}?(?:gesagt|gelernt|vorher|zuvor|bisher|oben|davor)/u,
  /\b(?:wenn|falls|da) (?:du|sie) (?:eine? )?(?:\p{L}+ ){0,2}?(?:ki|ki-\p{L}+|sprachmodell|chatbot|assistent) (?:bist|sind)\b/u,
  // French
  /(?:^|[.:;!?]\s*)(?:veuillez )?(?:ignore[zr]?|oublie[zr]?|ne (?:tiens|tenez|tenir) (?:pas |aucun )?compte|fai(?:s|tes) abstraction)(?: de)? (?:\p{L}+ ){0,3}?(?:instructions|consignes|directives|regles|ordres)(?: \p{L}+){0,3}? (?:precedentes?|precedents|anterieure?s|ci-dessus|initiales)/u,
  /(?:^|[.:;!?]\s*)(?:veuillez )?(?:ignore[zr]?|oublie[zr]?) (?:toutes )?(?:tes|vos) (?:instructions|consignes|directives|regles|ordres)|(?:^|[.:;!?]\s*)ne (?:suis|suivez|respecte[zr]?) (?:pas|plus) (?:\p{L}+ ){0,2}?(?:instructions|consignes|directives) (?:precedentes?|anterieures?|ci-dessus|initiales)/u,
  /\bsi (?:vous etes|tu es) (?:une? )?(?:ia\b|intelligence artificielle|modele de langage|assistant|chatbot)/u,
  // Spanish, Portuguese, Italian
  /(?:^|[.:;!?¡]\s*|\b(?:por favor),? )(?:ignor(?:a|e|en|ad|ate|are)|olvid(?:a|e|en)|descart(?:a|e)|haz caso omiso de|haga caso omiso de|desconsidere|esqueca|dimentica(?:te)?) (?:\p{L}+ ){0,3}?(?:instrucciones|ordenes|indicaciones|reglas|instrucoes|ordens|regras|istruzioni|indicazioni|regole)(?: \p{L}+){0,3}? (?:anteriores|previas|precedenti|iniciales|de arriba|acima)/u,
  /(?:^|[.:;!?¡]\s*|\b(?:por favor),? )(?:ignor(?:a|e|en|ad)|olvid(?:a|e|en)|esqueca|dimentica(?:te)?) (?:(?:todas |tutte )?(?:le |as )?(?:tus|sus|suas|tuas|tue|vostre) (?:instrucciones|ordenes|reglas|instrucoes|ordens|regras|istruzioni|regole)|(?:todo|tudo|tutto) (?:lo|o que|cio che|quello che) (?:\p{L}+ ){0,3}?(?:anterior|antes|dicho|dito|disse|veio|detto|precede))/u,
  /\b(?:si eres|si usted es|se voce e|se sei) (?:una? |uma? |un' ?)?(?:ia\b|inteligencia artificial|modelo de (?:lenguaje|linguagem)|asistente|assistente|intelligenza artificiale|modello (?:di linguaggio|linguistico)|chatbot)/u,
  // Russian, Ukrainian, Polish, Turkish
  /(?:^|[.:;!?]\s*)(?:про)?(?:игнорируи(?:те)?|забудь(?:те)?|ігноруи(?:те)?|zignoruj(?:cie)?|ignoruj(?:cie)?|zapomnij(?:cie)?) (?:\p{L}+ ){0,4}?(?:инструкции|указания|команды|правила|інструкціі|вказівки|instrukcje|polecenia|zasady)/u,
  /(?:onceki|yukar[iı]daki|butun|tum) (?:\p{L}+ ){0,2}?(?:talimatlar[iı]|komutlar[iı]|yonergeleri) (?:\p{L}+ )?(?:yok say|gormezden gel|unut|dikkate alma)/u,
  // The Nordic languages, Czech and Slovak, Greek
  /(?:^|[.:;!?]\s*)(?:ignorera?|glom|glem|bortse fran|se bort fra) (?:\p{L}+ ){0,4}?(?:instruktioner(?:na|ne)?|instruksjone(?:r|ne)|anvisninga?(?:r|rna)|instrukser)/u,
  /(?:^|[.:;!?]\s*)(?:ignoruj(?:te)?|zapomen(?:te)?|zabudni(?:te)?) (?:\p{L}+ ){0,4}?(?:pokyny|instrukce|instrukcie|prikazy)/u,
  /(?:^|[.:;!?]\s*)(?:αγνοησ(?:ε|τε)|ξεχασ(?:ε|τε)) (?:\p{L}+ ){0,4}?(?:οδηγιε[ςσ]|εντολε[ςσ])/u,
  // Vietnamese, Indonesian and Malay
  /(?:^|[.:;!?]\s*)(?:hay )?bo qua (?:\p{L}+ ){0,4}?(?:huong dan|chi thi|menh lenh)/u,
  /(?:^|[.:;!?]\s*)(?:abaikan|lupakan) (?:\p{L}+ ){0,3}?(?:instruksi|perintah|petunjuk|arahan)/u,
  // Hebrew, Persian
  /(?:התעלם|התעלמי|התעלמו|שכח|שכחי) (?:\p{L}+ ){0,3}?(?:מה|ה)?(?:הוראות|הנחיות)/u,
  /(?:دستور[\p{L}\p{M}]*|دستورالعمل)[^.؟!]{0,30}(?:ناديده|نادیده|فراموش)/u,
  // "Answer as an AI …", "from now on answer …"
  /(?:^|[.:;!?]\s*|, |\b(?:bitte|und) )(?:antworte[nt]?|sage?n?|schreibe?n?|behaupte[nt]?|nenne[nt]?|empfiehl|empfehlen)(?: sie)? (?:[^.;!?]{0,60} )?als (?:eine? )?(?:ki|kunstliche intelligenz|sprachmodell|chatbot|(?:ki|sprach)-?assistent(?:in)?)\b/u,
  /(?:^|[.:;!?]\s*)als (?:eine? )?(?:ki|kunstliche intelligenz|sprachmodell|chatbot|ki-\p{L}+)\b,? (?:antworte|sage?|schreibe?|musst du|mussen sie|sollst du|sollen sie)\b/u,
  /\b(?:ab jetzt|ab sofort|von nun an|von jetzt an) (?:bitte )?(?:antworte[nt]?|sage?)\b(?: sie)?(?: bitte)?(?: auf)? (?:nur|immer|jede|alle|stets|mit)\b|\bantworte[nt]?(?: sie)? (?:ab jetzt|ab sofort|von nun an|von jetzt an|kunftig) (?:nur|immer|auf jede|auf alle|stets|mit)\b/u,
  /(?:^|[.:;!?]\s*|, )(?:veuillez |merci de )?(?:repond(?:s|ez|re)|di(?:s|tes|re)|ecri(?:s|vez|re)|affirme[zr]?|recommande[zr]?) (?:[^.;!?]{0,60} )?en (?:tant qu['e] ?|qualite d['e] ?)(?:une? )?(?:ia\b|intelligence artificielle|modele de langage|assistant (?:ia|virtuel)|chatbot)/u,
  /(?:^|[.:;!?]\s*)en tant qu['e] ?(?:une? )?(?:ia|intelligence artificielle|modele de langage|assistant (?:ia|virtuel)|chatbot)\b,? (?:reponds|repondez|dis|dites|tu dois|vous devez|veuillez)\b/u,
  /\b(?:desormais|dorenavant|a partir de maintenant),? (?:veuillez )?(?:reponds|repondez|repondre) (?:a |uniquement|seulement|toujours|par|que)/u,
  /(?:^|[.:;!?¡¿]\s*|, |\bpor favor,? )(?:respond(?:e|a|ed|an)|contest(?:e|a|ad)|di|diga|digan|escrib(?:e|a)|escreva|rispond(?:i|a|ete)|di'|scriv(?:i|ete)) (?:[^.;!?]{0,60} )?(?:como|come|in quanto|en calidad de|na qualidade de|enquanto) (?:una? |uma? |un')?(?:ia|ai|inteligencia artificial|intelligenza artificiale|modelo de (?:lenguaje|linguagem)|modello (?:di linguaggio|linguistico)|asistente (?:de ia|virtual)|assistente (?:de ia|ia|virtual|virtuale)|chatbot)\b/u,
  /(?:^|[.:;!?¡]\s*)(?:como|come|in quanto) (?:una? |uma? |un')?(?:ia|inteligencia artificial|intelligenza artificiale|modelo de (?:lenguaje|linguagem)|modello (?:di linguaggio|linguistico)|chatbot),? (?:respond[ea]|rispond[ia]|di|diga|debes|debe|deve|devi|por favor)\b/u,
  /\b(?:(?:a partir de|de) ahora(?: en adelante)?|a partir de agora|d'ora in (?:poi|avanti)|da ora in (?:poi|avanti)),? (?:por favor,? |per favore,? )?(?:responde|responda|respondan|rispondi|rispondete|rispondere) (?:a |solo|solamente|somente|apenas|sempre|siempre|unicamente|con|com|que|che)/u,
  /(?:^|[.:;!?]\s*|, |\b(?:gelieve|en) )(?:antwoord|zeg|schrijf|reageer|beweer) (?:[^.;!?]{0,60} )?als (?:een )?(?:ai|kunstmatige intelligentie|taalmodel|chatbot|ai-\p{L}+)\b|(?:^|[.:;!?]\s*)gelieve (?:[^.;!?]{0,40} )?als (?:een )?(?:ai|taalmodel|chatbot|ai-\p{L}+) [^.;!?]{0,80}\bte (?:antwoorden|reageren|zeggen)\b|\b(?:vanaf nu|voortaan) (?:antwoord|reageer) (?:alleen|altijd|enkel|op|met)\b/u,
  /(?:^|[.:;!?,]\s*|пожалуиста,? )(?:отвечаи|ответь|отвечать|скажи|говори|пиши|утверждаи)(?:те)?,? (?:[^.;!?]{0,60} )?(?:как|в качестве) (?:ии|искусственн[\p{L}]{2,3} интеллекта?|языков[\p{L}]{2} модел[ьи]|(?:ии|виртуальн\p{L}{2,3})[ -]ассистента?|чат-?бота?)(?!\p{L})/u,
  /(?:^|[.:;!?]\s*)(?:как|будучи) (?:ии|языков\p{L}{2} модел[ьи]|(?:ии|виртуальн\p{L}{2,3})[ -]ассистент\p{L}{0,2}|чат-?бот),? (?:всегда )?(?:отвечаи|ответь|скажи|говори|пиши)/u,
  /(?:^|[.:;!?]\s*)(?:отныне|с этого момента|впредь|теперь) (?:всегда )?(?:отвечаи|отвечать|говори)(?:те)? (?:на |только|лишь|всегда|что)/u,
  // Chinese, Japanese, Korean
  /(?:^|[。！？，：；,:;.!?)）>\]…]\s*|\s|请|請|你(?:必须|要|应该|應該)|您(?:必须|要)|现在|現在|立即)(?:忽略|忽视|忽視|无视|無視|忘记|忘記|忘掉|抛开|拋開|不要理会|不要理會|不用理会|不要遵守|不要遵循)(?:掉)?(?:你|您)?(?:的)?(?:在|于)?(?:之前|以前|以上|上述|上面|上文|前述|先前|前面|所有|一切|全部|任何|此前|原来|原有|原先|原本|系统|系統|这些|這些)[^。！？，,]{0,12}(?:指令|指示|说明|說明|提示|规则|規則|命令|要求|指引|设定|設定|限制)(?!的(?:人|行为|情况|后果))/u,
  /(?:^|[。！？：；:;.!?]\s*|请|請)(?:忽略|忽视|忽視|无视|無視|忘记|忘記|忘掉)(?:掉)?(?:以上|之前|以前|上面|上文|前面|前述)(?:的)?(?:所有|一切|全部)(?:的)?(?:内容|內容|文字|对话|對話|上下文)/u,
  /(?:如果|若|假如)(?:你|您)是(?:一个|一個|个)?[^。，]{0,6}(?:人工智能|ai|语言模型|語言模型|助手|机器人)/u,
  /(?:これまで|今まで|以前|上記|先|前|すべて|全て|上)の[^。]{0,12}(?:(?:指示|命令|プロンプト|ルール)[^。]{0,6}(?:無視(?:し、?[^。]{0,40}(?:答え|回答し|出力し)|して(?:ください|下さい|くれ|、?[^。]{0,40}(?:答え|回答|出力|言っ))|しろ|せよ|しなさい|すること)|忘れ(?:て(?:ください|下さい|くれ|、?[^。]{0,40}(?:答え|回答|出力|言っ))|ろ|なさい))|(?:指示|プロンプト)[^。]{0,6}(?:無視|忘れ)(?:て|して)?(?:、|$))/u,
  /(?:이전|위의|앞의|기존|지금까지|모든)[^.]{0,12}(?:지시|명령|프롬프트|지침)[^.]{0,6}(?:무시(?:하고|하세요|하라|하십시오|하시오|해|할 것|$)|잊(?:고|으|어))/u,
  // Arabic, Hindi
  /(?:تجاهل|تجاهلي|انس|انسى) (?:[\p{L}\p{M}]+ ){0,3}?(?:التعليمات|الاوامر|تعليمات|اوامر)/u,
  /(?:पिछले|पिछल|सभी|उपरोक्त)[^।]{0,20}(?:निर्देश)[^।]{0,15}(?:अनदेखा|नजरअंदाज|नज़रअंदाज|भूल)/u,
];
