import type { Question, QuestionTerm } from './analyse-question.js';
import { LEAST_WEIGHT } from './asked-for.js';
import { type Word, wordsOf } from './words.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const BE = words('is are was were been being be get got');
const DO = words('do does did will would can could should shall may might must to');
const HAVE = words('has have had');
const ASKS = /^\W{0,3}(?:(?:\w{1,6} )?(?:who|whom|when|where)|how (?:many|much)|(?:in |on |at |by )?(?:what|which) (?:year|month|day|date|city|town|country|person|man|woman|company|firm))\b/i;
const ARTICLE = words('the a an its his her their our my this that these those');
const BEFORE_NOUN = words('in on at for from to with by as into during after before since under through against about of');
/** What happens to everything, and how things are told of: an answer says so in other words, or not at all. By stem. */
const FRAMES = words('happen occur take place locat situat find hold keep know call nam believ consider view regard describ associat think say tell mean us limit concern bas giv do mak com go get hav becom ask allow need want refer includ involv relat contain belong stand liv li appear see show fit seem tak work stor');
/** A longer question tells a story before it asks. */
const LONGEST_LOOK = 300;
/** Between "who" and its verb. */
const ADVERB = /ly$|^(?:first|last|also|really|once|then|still|ever)$/;
/** Participles that don't end in -ed: their stem is another than what is cut off. */
const PARTICIPLE = /(?:ed|en|wn|ught|orn|uilt|old|ung|unk|ut|aid|ade|eld|ead|et|uck|ost|eft|ent|ept|elt|un|ound|ought|one)$/;

/**
 * What the question asks to have happened, in an English question of "who", "when", "where" or "how many": "paint" in "Who painted the bridge?",
 * "repair" in "When was it last repaired?", "die" in "When did she die?". Null where its form does not show it. Pure.
 */
export function askedVerb({ asking, byStem, english }: Question): QuestionTerm | null {
  const opening = ASKS.exec(asking.slice(0, LONGEST_LOOK))?.[0];
  if (!english || opening === undefined) return null;
  const all = wordsOf(asking.slice(0, LONGEST_LOOK));
  const at = wordsOf(opening).length - 1;
  const rest = all.slice(at + 1);
  const helper = rest.findIndex(({ folded }) => BE.has(folded) || DO.has(folded) || HAVE.has(folded));
  const verb = helper === -1 || (helper > 0 && all[at]?.folded === 'who') ? verbOfSubject(all[at]!, rest) : verbBehind(rest[helper]!, rest.slice(helper + 1), asking);
  const term = verb === null ? undefined : byStem.get(verb.stem);
  return term === undefined || term.named || term.weight < LEAST_WEIGHT || FRAMES.has(term.stem) ? null : term;
}

/** "Who painted it": the verb follows. */
function verbOfSubject({ folded }: Word, rest: readonly Word[]): Word | null {
  if (folded !== 'who') return null;
  return rest.find((word) => !ADVERB.test(word.folded)) ?? null;
}

/** "When was it built in stone", "When did he die", "Who has built it". */
function verbBehind({ folded }: Word, rest: readonly Word[], asking: string): Word | null {
  if (DO.has(folded)) return lastOf(rest, asking, anyWord);
  const participles = lastOf(rest, asking, (word) => PARTICIPLE.test(word.folded));
  return participles !== null || !HAVE.has(folded) ? participles : null;
}

const anyWord = () => true;

/** The last fitting word that ends what is said of the subject: a preposition follows, or nothing. */
function lastOf(rest: readonly Word[], asking: string, fits: (word: Word) => boolean): Word | null {
  const isVerb = (word: Word, index: number) => {
    const [before, next] = [rest[index - 1], rest[index + 1]];
    const ends = next === undefined || BEFORE_NOUN.has(next.folded) || /[,;]/.test(asking.slice(word.start, next.start));
    return ends && fits(word) && (before === undefined ? fits !== anyWord : !ARTICLE.has(before.folded) && !BEFORE_NOUN.has(before.folded)) && !BEFORE_NOUN.has(word.folded) && /^\p{Ll}/u.test(word.raw);
  };
  const inPhrase = (index: number) => rest.slice(Math.max(0, index - 4), index).some(({ folded }) => BEFORE_NOUN.has(folded) && folded !== 'of');
  const found = rest.filter((word, index) => isVerb(word, index) && !inPhrase(index));
  return found.at(-1) ?? null;
}
