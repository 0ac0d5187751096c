import type { Judged } from './judge-answer.js';

/** One line of the table: a mean over the questions for which it can be told. */
export interface Figure {
  name: string;
  group: 'retrieval' | 'answer' | 'citations' | 'time';
  /** Share from 0 to 1, or words, or seconds. Null where no question tells it. */
  value: number | null;
  unit: 'share' | 'words' | 'seconds';
  /** How many questions (or claims) it is the mean of. */
  of: number;
  /** Whether more is better; null where neither is. */
  better: 'more' | 'less' | null;
}

const FIRST = 3;

/** All figures of a run, in the order in which they are shown. Pure. */
export function figuresOf(judged: readonly Judged[]): Figure[] {
  const answered = judged.filter(({ outcome }) => outcome === 'answered');
  const ranks = judged.flatMap(({ source_rank }) => source_rank ?? []);
  const cited = judged.filter(({ outcome }) => outcome === 'answered').flatMap(({ source_cited }) => source_cited ?? []);
  const claims = answered.flatMap((item) => supportsOf(item));
  const seconds = judged.filter(({ outcome }) => outcome !== 'failed').map((item) => item.seconds);
  return [
    share('expected source found', 'retrieval', ranks.map((rank) => rank > 0)),
    share(`expected source among the first ${FIRST}`, 'retrieval', ranks.map((rank) => rank > 0 && rank <= FIRST)),
    mean('reciprocal rank of the expected source', 'retrieval', ranks.map((rank) => (rank === 0 ? 0 : 1 / rank)), 'share'),
    share('expected answer in the answer', 'answer', judged.flatMap(({ right }) => right ?? [])),
    share('answered or declined as expected', 'answer', judged.flatMap(({ decided_rightly }) => decided_rightly ?? [])),
    share('answered', 'answer', judged.map(({ outcome }) => outcome === 'answered'), null),
    mean('words of an answer', 'answer', answered.map(({ words }) => words), 'words', null),
    share('expected source cited', 'citations', cited),
    share('answers with a citation', 'citations', answered.map(({ citations }) => citations > 0)),
    share('sentences backed in full', 'citations', claims.map((support) => support === 'full')),
    share('sentences backed at least in part', 'citations', claims.map((support) => support === 'full' || support === 'partial')),
    share('sentences that nothing backs', 'citations', claims.map((support) => support === 'none'), 'less'),
    at('time to the whole answer, median', seconds, 0.5),
    at('time to the whole answer, 95th of 100', seconds, 0.95),
  ];
}

function supportsOf({ claims }: Judged): Array<keyof Judged['claims']> {
  return (Object.keys(claims) as Array<keyof Judged['claims']>).flatMap((support) => Array.from({ length: claims[support] }, () => support));
}

function share(name: string, group: Figure['group'], values: readonly boolean[], better: Figure['better'] = 'more'): Figure {
  return mean(name, group, values.map(Number), 'share', better);
}

function mean(name: string, group: Figure['group'], values: readonly number[], unit: Figure['unit'], better: Figure['better'] = 'more'): Figure {
  const value = values.length === 0 ? null : rounded(values.reduce((sum, one) => sum + one, 0) / values.length);
  return { name, group, value, unit, of: values.length, better };
}

function at(name: string, seconds: readonly number[], place: number): Figure {
  const sorted = seconds.toSorted((left, right) => left - right);
  const value = sorted[Math.max(0, Math.ceil(place * sorted.length) - 1)];
  return { name, group: 'time', value: value === undefined ? null : rounded(value), unit: 'seconds', of: sorted.length, better: 'less' };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
