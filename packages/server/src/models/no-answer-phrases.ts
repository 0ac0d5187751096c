/** What is said where the sources hold no answer, in one language. Sentences come without their final stop. */
export interface NoAnswerPhrases {
  quotes: readonly [string, string];
  /** Between sentences, with the stop of the one before. */
  stop: string;
  /** "The sources that were found do not seem to answer QUESTION". */
  none(count: number, question: string): string;
  /** Goes on: what was asked about occurs, but nothing of the kind asked for (in English with its name) stands along with it. */
  lacksKind(one: boolean, kind: string): string;
  /** Goes on: these words of the question do not occur; `words` is a list of `count`. */
  lacksWords(one: boolean, words: string, count: number): string;
  /** "What was found instead, nearest first: TITLES". */
  instead(titles: string): string;
}

/** By ISO 639-1 code. Languages without an entry are answered in English. */
export const NO_ANSWER_PHRASES = {
  en: {
    quotes: ['“', '”'],
    stop: '. ',
    none: (count, question) => `${count === 1 ? 'The one source that was found does' : `The ${count} sources that were found do`} not seem to answer ${question}`,
    lacksKind: (one, kind) => `: what was asked about occurs in ${one ? 'it' : 'them'}, but no ${kind} along with it`,
    lacksWords: (one, words, count) => `: ${words} ${count === 1 ? 'does' : 'do'} not occur in ${one ? 'it' : 'them'}`,
    instead: (titles) => `What was found instead, nearest first: ${titles}`,
  },
  de: {
    quotes: ['„', '“'],
    stop: '. ',
    none: (count, question) => `${count === 1 ? 'Die einzige gefundene Quelle scheint' : `Die ${count} gefundenen Quellen scheinen`} ${question} nicht zu beantworten`,
    lacksKind: (one) => `: Wonach gefragt ist, kommt ${one ? 'in ihr' : 'in ihnen'} vor, die verlangte Angabe dazu aber nicht`,
    lacksWords: (one, words, count) => `: ${words} ${count === 1 ? 'kommt' : 'kommen'} ${one ? 'in ihr' : 'in ihnen'} nicht vor`,
    instead: (titles) => `Stattdessen wurde gefunden, das Nächstliegende zuerst: ${titles}`,
  },
  fr: {
    quotes: ['« ', ' »'],
    stop: '. ',
    none: (count, question) => `${count === 1 ? 'La seule source trouvée ne semble' : `Les ${count} sources trouvées ne semblent`} pas répondre à ${question}`,
    lacksKind: (one) => ` : le sujet de la question y figure, mais ${one ? 'elle ne donne' : 'elles ne donnent'} pas l’information demandée`,
    lacksWords: (_, words, count) => ` : ${words} n’${count === 1 ? 'y figure' : 'y figurent'} pas`,
    instead: (titles) => `Ce qui a été trouvé à la place, du plus proche au plus éloigné : ${titles}`,
  },
  es: {
    quotes: ['«', '»'],
    stop: '. ',
    none: (count, question) => `${count === 1 ? 'La única fuente encontrada no parece' : `Las ${count} fuentes encontradas no parecen`} responder a ${question}`,
    lacksKind: (one) => `: aquello por lo que se pregunta aparece en ${one ? 'ella' : 'ellas'}, pero no el dato pedido`,
    lacksWords: (one, words, count) => `: ${words} no ${count === 1 ? 'aparece' : 'aparecen'} en ${one ? 'ella' : 'ellas'}`,
    instead: (titles) => `Lo que se encontró en su lugar, lo más cercano primero: ${titles}`,
  },
  it: {
    quotes: ['«', '»'],
    stop: '. ',
    none: (count, question) => `${count === 1 ? 'L’unica fonte trovata non sembra' : `Le ${count} fonti trovate non sembrano`} rispondere a ${question}`,
    lacksKind: () => ': ciò di cui si chiede vi compare, ma non il dato richiesto',
    lacksWords: (_, words, count) => `: ${words} non vi ${count === 1 ? 'compare' : 'compaiono'}`,
    instead: (titles) => `Ciò che è stato trovato invece, dal più vicino: ${titles}`,
  },
  pt: {
    quotes: ['“', '”'],
    stop: '. ',
    none: (count, question) => `${count === 1 ? 'A única fonte encontrada não parece' : `As ${count} fontes encontradas não parecem`} responder a ${question}`,
    lacksKind: (one) => `: aquilo que se pergunta aparece ${one ? 'nela' : 'nelas'}, mas não o dado pedido`,
    lacksWords: (one, words, count) => `: ${words} não ${count === 1 ? 'aparece' : 'aparecem'} ${one ? 'nela' : 'nelas'}`,
    instead: (titles) => `O que foi encontrado em vez disso, o mais próximo primeiro: ${titles}`,
  },
  nl: {
    quotes: ['“', '”'],
    stop: '. ',
    none: (count, question) => `${count === 1 ? 'De enige gevonden bron lijkt' : `De ${count} gevonden bronnen lijken`} ${question} niet te beantwoorden`,
    lacksKind: () => `: waarnaar gevraagd wordt, komt erin voor, maar het gevraagde gegeven niet`,
    lacksWords: (_, words, count) => `: ${words} ${count === 1 ? 'komt' : 'komen'} er niet in voor`,
    instead: (titles) => `Wat in plaats daarvan werd gevonden, het naaste eerst: ${titles}`,
  },
  ru: {
    quotes: ['«', '»'],
    stop: '. ',
    none: (count, question) => `${count === 1 ? 'Единственный найденный источник, по-видимому, не отвечает' : `Найденные источники (${count}), по-видимому, не отвечают`} на вопрос ${question}`,
    lacksKind: (one) => `: предмет вопроса в ${one ? 'нём' : 'них'} встречается, но нужных сведений о нём нет`,
    lacksWords: (one, words, count) => `: ${words} в ${one ? 'нём' : 'них'} не ${count === 1 ? 'встречается' : 'встречаются'}`,
    instead: (titles) => `Вместо этого найдено, начиная с ближайшего: ${titles}`,
  },
  ar: {
    quotes: ['«', '»'],
    stop: '. ',
    none: (count, question) => `${count === 1 ? 'لا يبدو أن المصدر الوحيد الذي عُثر عليه يجيب' : `لا يبدو أن المصادر التي عُثر عليها (${count}) تجيب`} عن السؤال ${question}`,
    lacksKind: (one) => `: موضوع السؤال مذكور ${one ? 'فيه' : 'فيها'}، لكن المعلومة المطلوبة غير واردة`,
    lacksWords: (one, words) => `: لا يرد ${one ? 'فيه' : 'فيها'} ${words}`,
    instead: (titles) => `ما عُثر عليه بدلًا من ذلك، الأقرب أولًا: ${titles}`,
  },
  zh: {
    quotes: ['“', '”'],
    stop: '。',
    none: (count, question) => `找到的${count === 1 ? '唯一' : ` ${count} 个`}来源似乎没有回答${question}`,
    lacksKind: () => '：其中提到了所问的事物，但没有所要的信息',
    lacksWords: (_, words) => `：其中没有出现${words}`,
    instead: (titles) => `找到的其他内容（最接近的在前）：${titles}`,
  },
  ja: {
    quotes: ['「', '」'],
    stop: '。',
    none: (count, question) => `見つかった${count === 1 ? '唯一の' : ` ${count} 件の`}情報源は${question}に答えていないようです`,
    lacksKind: () => '。尋ねられた対象は出てきますが、求められた情報はありません',
    lacksWords: (_, words) => `。${words}は出てきません`,
    instead: (titles) => `代わりに見つかったもの（近い順）：${titles}`,
  },
  ko: {
    quotes: ['“', '”'],
    stop: '. ',
    none: (count, question) => `찾은 ${count === 1 ? '유일한 출처는' : `출처 ${count}개는`} ${question}에 답하지 않는 것으로 보입니다`,
    lacksKind: () => '. 질문의 대상은 나오지만 요청한 정보는 없습니다',
    lacksWords: (_, words) => `. 나오지 않는 말: ${words}`,
    instead: (titles) => `대신 찾은 것(가까운 순): ${titles}`,
  },
} as const satisfies Record<string, NoAnswerPhrases>;

export type PhrasedLanguage = keyof typeof NO_ANSWER_PHRASES;
