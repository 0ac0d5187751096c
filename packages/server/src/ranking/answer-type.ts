import { fold } from './words.js';

/** What kind of thing a question asks for, as its words give away. `extent`: how long, in time or in space. */
export type AnswerType =
  | 'person' | 'place' | 'date' | 'number' | 'percentage' | 'money' | 'duration' | 'extent' | 'length' | 'mass' | 'temperature' | 'speed' | 'area' | 'age' | 'colour' | 'telephone'
  | 'name' | 'definition' | 'reason' | 'steps' | 'other';

/** "What is the price …", "at which height …": the thing itself is asked for, not what it does. */
const asksFor = (nouns: string): string => String.raw`\b(?:what|which) (?:(?:is|was|are|were|will be) )?(?:the |an? |its |their |his |her )?(?!(?:type|kind|sort)s?\b)(?:[\w'-]+ ){0,3}(?:${nouns})(?= (?:of|for|from|to|in|at|on|per|with|between|does|do|did|is|was|are|were|can|must)\b|\?|$)`;

const RULES: ReadonlyArray<[AnswerType, RegExp]> = [
  ['telephone', new RegExp(String.raw`\b(?:tele)?phone number\b|\btelefonnummer\b|\bnumero de telefono\b|\bnumero de telephone\b|(?:电话|電話)(?:号码|番号)?|전화번호|เบอร์โทร|หมายเลขโทร|номер телефон|رقم (?:هاتف|الهاتف)|फोन नंबर`, 'u')],
  ['percentage', /\b(?:what|which|how (?:big|large|high)) (?:percent(?:age)?|per cent|proportion|share|fraction) |\bpercentage of\b|\bwie viel prozent\b|\bquel pourcentage\b|\bque porcentaje\b|百分之[几多]|百分比|何(?:パーセント|割)|몇 ?(?:퍼센트|%)|เปอร์เซ็นต์|сколько процентов|какои процент|(?:كم|ما) نسبة|कितने प्रतिशत/u],
  [
    'money',
    new RegExp(
      String.raw`\bhow much (?:money|did .* (?:cost|pay|spend|earn|raise|sell)|(?:do|does|will|would) .* (?:cost|pay|earn)|is .* worth|(?:is|are) (?:paid|charged)|was .* (?:sold|fined|paid))|\bwhat (?:do|does|did|will|would|must) .* cost\b|\b(?:price|cost|fine|salary|net worth|budget) of\b|\bhow much .*\b(?:dollars|pounds|euros)\b|${asksFor('price|cost|costs|fare|fee|fees|rent|salary|wage|wages|budget|fine')}|\bhow (?:expensive|cheap)\b|\b(?:was|wie ?viel) (?:kostet|kosten|kostete)\b|\bwie (?:teuer|hoch (?:ist|war) (?:der preis|die miete))\b|\bcombien (?:coute|coutent|a coute|coutait)\b|\bquel (?:est|etait) le (?:prix|tarif|cout)\b|\bcuanto (?:cuesta|cuestan|costo|cobra|vale)\b|\bquanto (?:costa|costano|custa|custam|custou)\b|多少(?:钱|元|錢)|(?:价格|价钱|费用|票价|造价|過橋費|过桥费|門票|门票)是?多少|(?:料金|値段|価格|費用|費|料)は?いくら|いくら(?:です|でし|かか)|(?:가격|비용|요금|료|값)[은는이가]? ?얼마|얼마를|กี่บาท|(?:ราคา|ค่า).{0,40}เท่า|сколько (?:стоит|стоят|стоил)|какова (?:цена|стоимость)|كم .{0,20}(?:سعر|ثمن|تكلفة|رسوم|كلف)|(?:कीमत|किराया)`,
      'u',
    ),
  ],
  ['duration', /\bhow many (?:years|months|weeks|days|hours|minutes|seconds)\b|\bwie lange\b|\bcombien de temps\b|\bcuanto tiempo\b|\bquanto tempo\b|多久|多长时间|几(?:天|年|小时|分钟|个月|周)|何(?:年|か月|ヶ月|週|日|時)間|どのくらい.{0,10}かか|どれくらい.{0,10}かか|얼마나 (?:오래|걸)|며칠|몇 ?(?:년|달|개월|주|일|시간|분) ?(?:동안|간|걸)|몇 시간|นานเท่า|กี่(?:วัน|เดือน|ชั่วโมง|นาที|สัปดาห์)|как долго|сколько (?:времени|часов|минут|днеи|лет|месяцев|недель)|كم (?:من الوقت|تستغرق|يستغرق|مدة|يوما|ساعة|شهرا|دقيقة)|कितने (?:दिन|समय|घंटे)|कितनी देर/u],
  ['extent', /\bhow long\b/],
  ['length', new RegExp(String.raw`\bhow (?:tall|wide|deep|thick|broad)\b|\bhow high (?:up )?(?:is|was|are|were|does|do|did)\b(?!.{0,80}\b(?:rates?|risks?|tax|taxes|prices?|costs?|fees?|shares?|fine|rent|numbers?|levels?|incomes?|scores?|debts?|temperatures?|fever|voltage|interest|salar(?:y|ies)|wages?|budget|inflation|unemployment|population|demand|pressure|chances?|dose|cholesterol|crime|turnout)\b)|\bhow far (?:is|are|was|away)\b|${asksFor('height|length|width|depth|thickness|wing ?span|diameter|altitude|elevation|distance')}|\bwie (?:lang|tief|breit|weit|dick)\b|\bwie hoch (?:ist|war|sind|waren|liegt|steht)\b(?!.{0,80}(?:preis|miete|kosten|gebuhr|steuer|strafe|budget|zahl|anteil|quote|rate|risiko|temperatur|einkommen|gehalt|lohn|umsatz|gewinn))|\bquelle (?:est|etait) la (?:hauteur|longueur|largeur|profondeur)\b|\bque (?:altura|longitud|anchura|profundidad|largo|ancho)\b|\bcual (?:es|era) la (?:altura|longitud|anchura|profundidad)\b|\bqual e (?:la|l')? ?(?:altezza|lunghezza|larghezza|profondita)\b|\bquanto (?:e|era) (?:alt|lung|larg|profond)[oa]\b|\bqual a altura\b|多[长長高深宽寬远遠]|[长長高深宽寬]度?是?多少|何(?:キロ)?メートル|몇 ?(?:미터|킬로)|กี่(?:กิโล)?เมตร|какои (?:высоты|длины|глубины|ширины)|какова (?:высота|длина|глубина|ширина)|كم (?:يبلغ |تبلغ )?(?:ارتفاع|طول|عمق|عرض)|कितन[ाीे] (?:लंब|ऊंच|गहर|चौड़)`, 'u')],
  ['mass', new RegExp(String.raw`\bhow heavy\b|\bhow much (?:do|does|did) .* weigh\b|${asksFor('weight|mass')}|\bwie schwer\b|\bcombien pese\b|\bcuanto pesa\b|\bquanto pesa\b|多重|何キロ(?:グラム)|(?:무게|중량|몸무게)|(?:หนัก|น้ำหนัก)|сколько весит|كم (?:يبلغ )?(?:وزن|يزن|تزن)`, 'u')],
  ['temperature', new RegExp(String.raw`\bhow (?:hot|cold|warm)\b|${asksFor('temperature|temperatures|boiling point|melting point')}|\b(?:what|which) (?:\w+ )?temperatures?\b|\bwie (?:heiss|kalt|warm)\b|(?:温度|气温|水温).{0,4}(?:多少|几)|何度|몇 ?도|กี่องศา|какова температура|كم (?:تبلغ )?درجة`, 'u')],
  ['speed', new RegExp(String.raw`\bhow fast (?:is|was|are|were|do|does|did|can|could|will)\b|${asksFor('(?:top |maximum )?speed|velocity')}|\bwie schnell\b`, 'u')],
  ['area', new RegExp(String.raw`\bwhat (?:is|was|are|were) (?:the|its|their) (?:[\w'-]+ ){0,3}(?:area|floor space)\b|\bquelle (?:est|etait) la (?:superficie|surface)\b|面积.{0,4}多少|平方メートル|면적|กี่(?:ตาราง|ไร่)|какова площадь|كم (?:تبلغ )?مساحة`, 'u')],
  ['colour', /\b(?:what|which) colou?rs?\b|\bcolou?r (?:is|was|are|were|of)\b|\bwelche farben?\b|\bquelle couleur\b|\b(?:de )?que color\b|\b(?:di )?che colore\b|\bque cor\b|\bwelke kleur\b|(?:什么|甚么|什麼|哪种)(?:颜色|顏色)|何色|무슨 색|สีอะไร|како(?:го|и) цвет|ما لون|किस रंग/u],
  ['age', /\bhow old\b|\bwhat age\b|\bwhat (?:is|was) (?:the |his |her |their |its )?(?:[\w'-]+ ){0,2}age\b|\bwie alt\b|\bquel age\b|\bque edad\b|\bcuantos anos tiene\b|\bquanti anni ha\b|\bquantos anos tem\b|\bhoe oud\b|多大年[纪龄]|几岁|何歳|몇 ?(?:살|세)|อายุ(?:เท่า|กี่)|сколько лет|كم عمر|कितने साल का/u],
  ['date', /(?:^|[,;:] |\b(?:and|but|or|since|until|till|by|from|in|of) )when\b|\bwhen (?:do|does|did|is|are|was|were|will|has|have|had|can|could|should|would|must|might|may)\b|\bwhen\W*$|\bwhat time\b|\b(?:what|which) (?:year|date|day|month|century|decade|season)\b|^\W*(?:(?:seit|bis|ab|von|desde|depuis|hasta|jusqu'a|de|da|vanaf|sinds|tot) )?(?:wann|quand|cuando|quando|wanneer)\b|\bwelchem jahr\b|\b(?:quel(?:le)?|a quelle) (?:annee|date|heure|jour|mois)\b|\b(?:en |a )?que (?:ano|dia|mes|hora)s?\b|\b(?:in )?che (?:anno|giorno|mese|ora)\b|\bwelche[mnrs]? (?:tag|monat|datum|wochentag)\b|\bum wie ?viel uhr\b|什么时候|什麼時候|何时|何時(?!間)|哪一?[年天日]|哪个?月|几[月点号时]|何(?:年|月|日|曜日)(?!間)|いつ|언제|몇 ?(?:년|월|시)(?! ?[간동걸])|เมื่อไ[หร]|เมื่อใด|ปี(?:ใด|ไหน)|กี่โมง|когда|в каком году|какого числа|во сколько|متي|(?:اي|في اي) (?:عام|سنة|يوم)|(?<![\p{L}\p{M}])कब(?![\p{L}\p{M}])|किस (?:साल|वर्ष|दिन)/u],
  ['number', /\bhow (?:many|much|old|far|tall|high|big|large|deep|heavy|fast|hot|cold|wide|often)\b|\bwhat (?:number|age|temperature|speed)\b|\bwie ?(?:viele?|alt|hoch|gross|weit|oft)\b|\bcombien\b|\bcuant[oa]s?\b|\bquant[ieoa]s?\b|\bhoeveel\b|\b(?:number|population) of\b|多少|几|幾|何[人個本台軒枚回件番段名歳校種羽頭匹冊]|いく[つら]|どのくらい|どれ(?:くらい|ほど)|몇|얼마|กี่|เท่า(?:ไ|ใด)|сколько|(?:^| )كم |कितन/u],
  ['place', /\bwhere\b|\b(?:what|which|whose) (?:\w+ )?(?:country|countries|nation|nations|state|states|city|cities|town|continent|county|province|island|capital|region|river|mountain|lake|ocean|sea|place|location|neighbou?rhood)\b|\bwo(?:her|hin)?\b|\bwelche[ms]? (?:land|stadt)\b|\bou\b|\bdans quel(?:le)? (?:pays|ville)\b|\bdonde\b|\bdove\b|\bonde\b|\bwaar\b|哪里|哪裡|哪儿|在哪|什么地方|哪个(?:国家|城市|省)|どこ|어디|ที่(?:ไหน|ใด)|где|куда|откуда|в како[им] (?:городе|стране)|اين|कहाँ|कहां/u],
  ['person', /\bwho(?:m|se|'s)?\b|\b(?:what|which) (?:\w+ ){0,2}(?:person|man|woman|actor|actress|singer|player|president|politician|leader|author|artist|king|queen|celebrity|star|scientist|musician|athlete|rapper|director|governor|senator|minister|pope|billionaire|judge)\b|\bwer\b|\bwem\b|\bwen\b|\bqui\b|\bquien(?:es)?\b|\bchi\b|\bquem\b|\bwie is\b|谁|誰|どなた|누가|누구|ใคร|(?<!\p{L})(?:кто|кого|кем|кому)(?!\p{L})|(?:^| )من (?:هو|هي|هم|الذي|التي|قام)|कौन|किसने/u],
  ['reason', /^why\b|\bwhy (?:do|does|did|is|are|was|were|has|have|can|would|should)\b|\bwhat (?:causes?|caused)\b|\bwarum\b|\bpourquoi\b|\bpor que\b|\bperche\b|\bwaarom\b|为什么|為什麼|为何|なぜ|どうして|왜|ทำไม|почему|зачем|لماذا|क्यो/u],
  ['steps', /^how (?:do|does|can|should|to|would|could)\b|\bhow (?:do|can|should) (?:i|you|we|one)\b/],
  ['definition', /^(?:what|who)(?:'s| is| are| was| were) (?:an? |the )?[\w-]+(?: [\w-]+){0,2}\??$|\bmeaning of\b|\bdefin(?:e|ition)\b|\bwhat (?:does|do) .* mean\b|\bstands? for\b/],
  ['name', /\b(?:what|which)\b|\bname of\b|\bcalled\b|\bwelche[rsmn]?\b|\bquel(?:le)?s?\b|\bcual(?:es)?\b|\bqual[ei]?\b/],
  ['date', /\bwhen\b/],
];

/** The first rule that fits the asking sentence decides. */
export function answerTypeOf(asking: string): AnswerType {
  const folded = fold(asking.slice(0, LONGEST_LOOK)).replaceAll('’', "'").trim();
  return RULES.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'other';
}

/** A longer question tells a story before it asks. */
const LONGEST_LOOK = 1000;
