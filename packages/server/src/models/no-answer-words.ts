import { shownTitle } from '../citations/shown-title.js';
import { isAddressedOrder } from '../ranking/addressed-orders.js';
import type { AnswerType } from '../ranking/answer-type.js';
import type { Lack } from '../ranking/ranked-passage.js';
import { wordsOf } from '../ranking/words.js';
import { languageToAnswerIn } from './language-to-answer-in.js';
import { NO_ANSWER_PHRASES, type NoAnswerPhrases } from './no-answer-phrases.js';
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

/**
 * What is said when the sources hold no answer, in the language of the question where that is known: what was looked for, what of it
 * lacks, and what was found instead. Pure.
 */
export function noAnswerWords({ question, language, sources, passages, answerability }: WriteRequest): string {
  const code = languageToAnswerIn(question, language);
  const phrases = NO_ANSWER_PHRASES[code];
  const listed = (names: readonly string[]) => new Intl.ListFormat(code === 'en' ? 'en-GB' : code).format(names.map((name) => quoted(name, phrases)));
  const reason = answerability?.lack === undefined ? '' : lackWords(answerability.lack, question, { phrases, listed, one: sources.length === 1 });
  const said = phrases.none(sources.length, quoted(shownTitle(question, LONGEST_QUESTION), phrases)) + reason + phrases.stop;
  const byNumber = new Map(sources.map((source) => [source.number, source]));
  const nearest = [...new Set(passages.map((passage) => passage.source_number))]
    .map((number) => byNumber.get(number))
    .filter((source): source is WriterSource => source !== undefined && shownTitle(source.title) !== '' && !isAddressedOrder(source.title))
    .slice(0, NEAREST)
    .map((source) => shownTitle(source.title));
  return (nearest.length === 0 ? said : said + phrases.instead(listed([...new Set(nearest)])) + phrases.stop).trimEnd();
}

function quoted(text: string, { quotes: [open, close] }: NoAnswerPhrases): string {
  return open + text + close;
}

interface Telling {
  phrases: NoAnswerPhrases;
  listed(names: readonly string[]): string;
  one: boolean;
}

/** The rest of the sentence; empty where it can't be said. */
function lackWords({ kind, words }: Lack, question: string, { phrases, listed, one }: Telling): string {
  const named = kind === null ? undefined : KINDS[kind];
  if (named !== undefined) return phrases.lacksKind(one, named);
  const asWritten = wordsOf(question).filter(({ raw, folded }) => words.includes(folded) && !PAIR.test(raw)).map(({ raw }) => shownTitle(raw));
  const absent = [...new Set(asWritten)].slice(0, MOST_WORDS);
  return absent.length === 0 ? '' : phrases.lacksWords(one, listed(absent), absent.length);
}

/** Scripts without spaces are compared in pairs of characters, which are no words. */
const PAIR = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
