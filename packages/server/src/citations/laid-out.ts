import { isStopWord, readsAsEnglish } from '../ranking/stop-words.js';
import { type Word, wordsOf } from '../ranking/words.js';

/** A text for checks that ask where its words stand, not only whether they do. */
export interface LaidOut {
  text: string;
  words: LaidWord[];
  english: boolean;
  /** What parts its sentences and clauses, in order. */
  breaks: Break[];
}

interface Break {
  strength: number;
  at: number;
}

export interface LaidWord extends Word {
  /** It carries matter, rather than grammar. */
  telling: boolean;
}

const SHORT = 15;

export function layOut(text: string): LaidOut {
  const words = wordsOf(text);
  // Of a short sentence too few words tell its language; but no other has this one.
  const english = readsAsEnglish(words.map(({ folded }) => folded)) || (words.length < SHORT && words.some(({ folded }) => folded === 'the'));
  return { text, english, breaks: breaksOf(text, english), words: words.map(({ raw, folded, stem, start }) => ({ raw, folded, stem, start, telling: !isStopWord(folded, english) })) };
}

/** What `make` makes of a text, made once for each; what it gives is not to be changed. */
export function onceForEach<T>(make: (laid: LaidOut) => T): (laid: LaidOut) => T {
  const known = new WeakMap<LaidOut, { made: T }>();
  return (laid) => {
    const kept = known.get(laid) ?? { made: make(laid) };
    known.set(laid, kept);
    return kept.made;
  };
}

/** The same text read as English, where what it is compared with shows that it is. */
export const asEnglish = onceForEach((laid): LaidOut => (laid.english ? laid : { ...laid, english: true }));

/** How firmly a text parts two things that stand in it. */
export const BREAKS = { none: 0, comma: 1, and: 2, semicolon: 3, sentence: 4 } as const;
/** Words that part clauses or members of a list; see `tongueOf`. */
const PARTING = {
  english: 'and|but|while|whereas|whilst|or',
  dutch: 'en|maar|of|terwijl',
  portuguese: 'e|mas|ou|porém|enquanto',
  elsewhere: 'und|aber|oder|et|mais|ou|y|pero|och|men|og|e|ma|mas|o|и|а|но|или|لكن|بينما|और|लेकिन|जबकि|या',
} as const;
const breakPattern = (words: string) => new RegExp(String.raw`([.!?…؟]["”’)]*\s|[。！？])|([;:—；：؛]|\s–\s)|(?<![\p{L}\p{N}])(${words})(?![\p{L}\p{N}'’])|([,，、،](?!\d))`, 'giu');
const BREAK = { english: breakPattern(PARTING.english), dutch: breakPattern(PARTING.dutch), portuguese: breakPattern(PARTING.portuguese), elsewhere: breakPattern(PARTING.elsewhere) } as const;
const DUTCH = /(?<!\p{L})(?:het|een|van|niet|wordt|werd|en (?:de|het))(?!\p{L})/iu;
/** "Dos" is "two" in Spanish. */
const SPANISH = /[ñ¿¡]|(?<!\p{L})(?:y|el|los|las|del|con)(?!\p{L})/iu;
const PORTUGUESE = /[ãõ]|(?<!\p{L})(?:do|dos|em|uma|são)(?!\p{L})/iu;

/** A language whose conjunctions are words of another kind in its neighbours: "o" is an article there, "en" means "in". */
export function tongueOf(text: string): 'dutch' | 'portuguese' | 'elsewhere' {
  return PORTUGUESE.test(text) && !SPANISH.test(text) ? 'portuguese' : DUTCH.test(text) ? 'dutch' : 'elsewhere';
}

function breaksOf(text: string, english: boolean): Break[] {
  return [...text.matchAll(BREAK[english ? 'english' : tongueOf(text)])].map(({ 1: sentence, 2: semicolon, 3: and, index }) => ({
    at: index,
    strength: sentence !== undefined ? BREAKS.sentence : semicolon !== undefined ? BREAKS.semicolon : and !== undefined ? BREAKS.and : BREAKS.comma,
  }));
}

/** The firmest break between two places of a text; the first of several. */
export function breakBetween({ breaks }: Pick<LaidOut, 'breaks'>, from: number, to: number): Break {
  let found: Break = { strength: BREAKS.none, at: to };
  for (const each of breaks) {
    if (each.at >= to) break;
    if (each.at >= from && each.strength > found.strength) found = each;
  }
  return found;
}

/** Where the sentence of a place begins and ends. */
export function sentenceAround({ breaks, text }: LaidOut, from: number, to: number): { start: number; end: number } {
  const isEnd = ({ strength }: Break) => strength === BREAKS.sentence;
  return { start: breaks.findLast((each) => each.at < from && isEnd(each))?.at ?? 0, end: breaks.find((each) => each.at >= to && isEnd(each))?.at ?? text.length };
}
