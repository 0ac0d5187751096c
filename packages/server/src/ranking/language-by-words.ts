import { stopWordsOf } from './stop-words.js';
import { fold, type Word, wordsOf } from './words.js';

/**
 * Common words of languages that are otherwise taken for one of those whose words are known: Catalan for Spanish, Danish for German.
 * A text in one of them gets that language.
 */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  ca: 'amb els dels pels aquest aquesta aixo mes pero son ha han seva seu tambe que el la de i les per una un en del al com no es va ser estat perque molt on qui quan',
  gl: 'unha dun dunha nun nunha polo pola pero mais moi tamen e a o os as de do da que en na no non con por para foi como ao aos xa son eran',
  ro: 'si sau care este sunt din pentru cu la pe in ca nu mai a fost al ale lui sa se de un o ce cum unde cand ei lor prin dupa',
  sv: 'och att det som en ett den av ar for med pa inte till om har de vi jag var men sig fran han hon eller vad nar hur kan ska sa',
  da: 'og at det som en et den af er for med pa ikke til om har de vi jeg var men sig fra han hun eller hvad nar hvordan kan skal der blev efter også',
  no: 'og at det som en et den av er for med pa ikke til om har de vi jeg var men seg fra han hun eller hva nar hvordan kan skal der ble etter også',
  pl: 'i w na z ze się nie to jest do jak po co za od przez dla ale czy był była są oraz który która które jego tego gdzie kiedy kto',
  cs: 'a v na se ze je s z do o to jak po pro ale byl byla jsou ktery ktera ktere jeho tak aby nebo kde kdy kdo od za jako',
  fi: 'ja on ei se etta han oli ovat joka mutta kun niin myos tai sen kuin mita missa milloin kuka ole olla hanen ovat',
  hu: 'a az es hogy nem egy is volt van ez azt meg csak mint de ha mar vagy ki mi hol mikor sem lesz el aki',
  tr: 've bir bu da de için ile ne çok daha gibi olan olarak en o mi mu ama kadar sonra var yok kim nerede zaman ise her',
  id: 'yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena ada mereka bisa oleh adalah atau kapan siapa apa telah',
  bg: 'е са се на от и за в с да не по като че които който която това тази този при до беше била бяха има ли кой какво колко кога къде как ще му им',
  vi: 'là và của có không trong một các cho được người này đã với khi những để đến từ ở như về tại năm',
};
const KNOWN = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ru'] as const;
/** Those whose words are known so well that they are seldom mistaken. */
export const WELL_KNOWN_LANGUAGES: ReadonlySet<string> = new Set(KNOWN);
/** Words that are looked at: more of them change nothing. */
const REACH = 250;
/** Of all words so many are among the commonest of the language in running text; in lists and tables fewer. */
const LEAST_SHARE = 0.2;
/** The next best language must stay behind by so much. */
const LEAD = 1.25;

const languagesOf = indexed();

/**
 * The language of a text by its commonest words: an ISO 639-1 code, or null in doubt. `least`: so many of those words
 * it must have. Pure, linear in what is read of the text.
 */
export function languageByWords(text: string, least: number): string | null {
  const words = wordsOf(text.slice(0, REACH * 12)).slice(0, REACH);
  const { ranked, hits } = scoresOf(words, () => true);
  const [best, second] = ranked;
  if (best === undefined || hits < least || best[1] < LEAST_SHARE * words.length) return null;
  return second === undefined || best[1] >= LEAD * second[1] ? best[0] : null;
}

/** A letter that none of the known languages has: Vietnamese and Turkish share many words with some, Ukrainian with Russian. */
const FOREIGN_LETTER = /(?![a-zàâäáãæçéèêëíîïìñóôöòõœúùûüÿßªºа-яё])\p{L}/iu;

/** Signs that only one of the languages has. */
const TELLING_SIGNS: ReadonlyArray<[language: string, signs: RegExp]> = [['es', /[¿¡]/], ['it', /(?:^|\s)è\s|(?<!\p{L})(?:dell|nell|sull|dall)['’]/iu], ['de', /ß/], ['pt', /[ãõ]|(?:^|\s)é\s/iu]];

/** The same of a question, which is short, among the well known languages. Null where two are as likely, or none is. */
export function languageOfQuestion(question: string): string | null {
  if (FOREIGN_LETTER.test(question.normalize('NFC'))) return null;
  const telling = TELLING_SIGNS.find(([, signs]) => signs.test(question));
  if (telling !== undefined) return telling[0];
  const [best, second] = scoresOf(wordsOf(question), (language) => WELL_KNOWN_LANGUAGES.has(language)).ranked;
  return best === undefined || (second !== undefined && second[1] === best[1]) ? null : best[0];
}

/** Languages with the words of theirs that occur, best first: each counts the more, the fewer languages have it. */
function scoresOf(words: readonly Word[], isAsked: (language: string) => boolean): { ranked: Array<[language: string, score: number]>; hits: number } {
  const scores = new Map<string, number>();
  let hits = 0;
  for (const { folded } of words) {
    const languages = languagesOf.get(folded)?.filter(isAsked) ?? [];
    if (languages.length > 0) hits += 1;
    for (const language of languages) scores.set(language, (scores.get(language) ?? 0) + 1 / Math.sqrt(languages.length));
  }
  return { ranked: [...scores].sort((left, right) => right[1] - left[1]), hits };
}

function indexed(): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  const lists = [...KNOWN.map((language): [string, readonly string[]] => [language, stopWordsOf(language)]), ...Object.entries(NEIGHBOURS).map(([language, words]): [string, readonly string[]] => [language, words.split(' ').map(fold)])];
  for (const [language, words] of lists) for (const word of new Set(words)) index.set(word, [...(index.get(word) ?? []), language]);
  return index;
}
