import type { Results, SourceSummary } from '@groundwire/protocol';
import type { Question } from './questions.js';

/** What came of one question. Shares and ranks are null where the question says nothing that they could be judged by. */
export interface Judged {
  id: string;
  question: string;
  outcome: Results['outcome'] | 'failed';
  /** Why it failed. */
  error: string | null;
  answer: string;
  model: string | null;
  seconds: number;
  /** Place of the first expected source among those found, from 1; 0 when it is not there. */
  source_rank: number | null;
  /** An expected source is cited. */
  source_cited: boolean | null;
  /** The answer holds one of the expected answers. */
  right: boolean | null;
  /** It answered where there is an answer, and declined where there is none. */
  decided_rightly: boolean | null;
  words: number;
  citations: number;
  /** Sentences of the answer that can be backed, by how firmly they are. */
  claims: { full: number; partial: number; none: number; unchecked: number };
  warnings: string[];
}

type Answer = Pick<Results, 'outcome' | 'answer' | 'citations' | 'claims' | 'sources' | 'warnings'> & { model?: unknown };

/** Judges an answer by what its question expects. Pure. */
export function judgeAnswer(question: Question, answer: Answer, seconds: number): Judged {
  const answered = answer.outcome === 'answered';
  const expected = question.expected_sources?.map(asAddress);
  const isExpected = (source: SourceSummary) => expected?.some((wanted) => matches(source, wanted)) === true;
  const text = withoutMarkers(answer.answer);
  return {
    id: question.id,
    question: question.question,
    outcome: answer.outcome,
    error: null,
    answer: answer.answer,
    model: typeof answer.model === 'string' ? answer.model : null,
    seconds,
    source_rank: expected === undefined ? null : answer.sources.findIndex(isExpected) + 1,
    source_cited: expected === undefined ? null : answer.sources.some((source) => source.citation !== null && isExpected(source)),
    right: question.expected_answers === undefined ? null : answered && question.expected_answers.some((wanted) => contains(text, wanted)),
    decided_rightly: expectsAnswer(question) === null ? null : answered === expectsAnswer(question),
    words: answered ? text.split(/\s+/).filter((word) => word !== '').length : 0,
    citations: answer.citations.length,
    claims: supportOf(answer.claims),
    warnings: answer.warnings.map(({ code }) => code),
  };
}

export function failedQuestion(question: Question, error: string, seconds: number): Judged {
  const none = { citations: [], claims: [], sources: [], warnings: [] };
  const judged = judgeAnswer(question, { outcome: 'no_answer', answer: '', ...none }, seconds);
  return { ...judged, outcome: 'failed', error, decided_rightly: judged.decided_rightly === null ? null : false };
}

function expectsAnswer({ answerable, expected_answers, expected_sources }: Question): boolean | null {
  return answerable ?? (expected_answers !== undefined || expected_sources !== undefined ? true : null);
}

function supportOf(claims: Answer['claims']): Judged['claims'] {
  const counts = { full: 0, partial: 0, none: 0, unchecked: 0 };
  for (const { support } of claims) counts[support] += 1;
  return counts;
}

function withoutMarkers(answer: string): string {
  return answer.replace(/\s?\[\d+\]/g, '');
}

/** Whole words, whatever their case and the marks around them; in scripts without spaces any stretch of the text, in Korean also with an ending. */
function contains(text: string, wanted: string): boolean {
  const [inText, inWanted] = [plainWords(text), plainWords(wanted)];
  if (inWanted === '') return false;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(inWanted)) return inText.includes(inWanted);
  return ` ${inText} `.includes(/\p{Script=Hangul}$/u.test(inWanted) ? ` ${inWanted}` : ` ${inWanted} `);
}

/** Figures that stand right beside words of scripts without spaces, or of Korean. */
const BESIDE_FIGURES = /(?<=\p{N})(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}])|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}])(?=\p{N})/gu;

function plainWords(text: string): string {
  return (text.normalize('NFKC').toLowerCase().replace(/(?<=\p{N}),(?=\p{N})/gu, '').replace(BESIDE_FIGURES, ' ').match(/[\p{L}\p{M}\p{N}]+(?:\.\p{N}+)*/gu) ?? []).join(' ');
}

/** An address without what differs between spellings of it; other words in lower case. */
function asAddress(text: string): string {
  return text.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/^www\./, '').replace(/#.*$/, '').replace(/\/$/, '');
}

function matches({ source_id, url, title, domain }: SourceSummary, wanted: string): boolean {
  const own = domain.toLowerCase();
  return source_id === wanted || asAddress(url ?? '') === wanted || asAddress(title) === wanted || own === wanted || own.endsWith(`.${wanted}`);
}
