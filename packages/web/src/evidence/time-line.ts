import type { Citation } from '@groundwire/protocol';

export interface TimePoint {
  citation: Citation;
  /** 0 for the earliest, 1 for the latest. */
  share: number;
  /** Points that would lie on one another get rows of their own, from 0. */
  row: number;
}

export interface TimeLine {
  points: TimePoint[];
  /** Sources whose date nobody knows. */
  undated: Citation[];
  /** First and last day, `YYYY-MM-DD`; null without any dated source. */
  from: string | null;
  to: string | null;
}

/** Nearer than this share of the line, two points would touch. */
const TOUCHING = 0.05;

/** The sources by the day on which they were published. Pure. */
export function timeLine(citations: readonly Citation[]): TimeLine {
  const dated = citations.flatMap((citation) => {
    const time = /^\d{4}-\d{2}-\d{2}/.test(citation.published_at ?? '') ? Date.parse((citation.published_at ?? '').slice(0, 10)) : Number.NaN;
    return Number.isNaN(time) ? [] : [{ citation, time }];
  });
  dated.sort((left, right) => left.time - right.time || left.citation.number - right.citation.number);
  const first = dated[0]?.time ?? 0;
  const last = dated.at(-1)?.time ?? 0;
  const ends: number[] = [];
  const points = dated.map(({ citation, time }) => {
    const share = last === first ? 0.5 : (time - first) / (last - first);
    const free = ends.findIndex((end) => share - end >= TOUCHING);
    const row = free < 0 ? ends.length : free;
    ends[row] = share;
    return { citation, share, row };
  });
  const day = (entry: { time: number } | undefined) => (entry === undefined ? null : new Date(entry.time).toISOString().slice(0, 10));
  return { points, undated: citations.filter((citation) => !dated.some((entry) => entry.citation === citation)), from: day(dated[0]), to: day(dated.at(-1)) };
}
