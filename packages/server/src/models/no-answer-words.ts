import { shownTitle } from '../citations/shown-title.js';
import { isAddressedOrder } from '../ranking/addressed-orders.js';
import type { AnswerType } from '../ranking/answer-type.js';
import type { Lack } from '../ranking/ranked-passage.js';
import { wordsOf } from '../ranking/words.js';
import type { WriteRequest, WriterSource } from './writer.js';

const NEAREST = 3;
const LONGEST_QUESTION = 160;
const MOST_WORDS = 3;
const KINDS: Partial<Record<AnswerType, string>> = {
  money: 'amount of money',
  date: 'date or time',
  number: 'number',
  percentage: 'percentage',
  duration: 'length of time',
  extent: 'length or duration',
  length: 'such measure',
  mass: 'weight',
  temperature: 'temperature',
  speed: 'speed',
  area: 'area',
  age: 'age',
  colour: 'colour',
  telephone: 'telephone number',
  person: 'person’s name',
};

/** What is said when the sources hold no answer: what was looked for, what of it lacks, and what was found instead. Pure. */
export function noAnswerWords({ question, sources, passages, answerability }: WriteRequest): string {
  const one = sources.length === 1;
  const reason = answerability?.lack === undefined ? '' : lackWords(answerability.lack, question, one);
  const said = `${one ? 'The one source that was found does' : `The ${sources.length} sources that were found do`} not seem to answer “${shownTitle(question, LONGEST_QUESTION)}”${reason}.`;
  const byNumber = new Map(sources.map((source) => [source.number, source]));
  const nearest = [...new Set(passages.map((passage) => passage.source_number))]
    .map((number) => byNumber.get(number))
    .filter((source): source is WriterSource => source !== undefined && shownTitle(source.title) !== '' && !isAddressedOrder(source.title))
    .slice(0, NEAREST)
    .map((source) => `“${shownTitle(source.title)}”`);
  if (nearest.length === 0) return said;
  return `${said} What was found instead, nearest first: ${listed([...new Set(nearest)])}.`;
}

/** The rest of the sentence; empty where it can't be said. */
function lackWords({ kind, words }: Lack, question: string, one: boolean): string {
  const named = kind === null ? undefined : KINDS[kind];
  if (named !== undefined) return `: what was asked about occurs in ${one ? 'it' : 'them'}, but no ${named} along with it`;
  const asWritten = wordsOf(question).filter(({ raw, folded }) => words.includes(folded) && !PAIR.test(raw)).map(({ raw }) => `“${shownTitle(raw)}”`);
  const absent = [...new Set(asWritten)].slice(0, MOST_WORDS);
  return absent.length === 0 ? '' : `: ${listed(absent)} ${absent.length === 1 ? 'does' : 'do'} not occur in ${one ? 'it' : 'them'}`;
}

/** Scripts without spaces are compared in pairs of characters, which are no words. */
const PAIR = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
