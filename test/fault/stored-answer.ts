import { parseFrame } from './client-result.js';
import type { StoredAnswer } from './judge.js';

/** The server is in peace then. */
const LIMIT_MS = 15_000;

/** Asks the server for the record and the frames of an answer; null when it knows neither. Rejects when it does not answer. */
export async function readStored(url: string, analysis_id: string): Promise<StoredAnswer | null> {
  const response = await fetch(`${url}/api/analysis/${analysis_id}`, { signal: AbortSignal.timeout(LIMIT_MS) });
  if (response.status === 404) return null;
  const body = (await response.json()) as { status: string; results?: { answer: string }; error?: { code: string; message: string } | string; code?: string };
  const events = await fetch(`${url}/api/analysis/${analysis_id}/events?after=0`, { signal: AbortSignal.timeout(LIMIT_MS) });
  const frames = [...(await events.text()).matchAll(/^data: (.*)$/gm)].map((match) => parseFrame(match[1] as string));
  return {
    status: body.status,
    answer: body.results?.answer ?? null,
    code: typeof body.error === 'object' ? body.error.code : null,
    message: typeof body.error === 'object' ? body.error.message : null,
    frames: frames.filter(({ type }) => type === 'token').map((frame) => frame['content']).join(''),
    last: frames.at(-1)?.type ?? null,
  };
}

/** Analyses that the server ever began. */
export async function countStored(url: string): Promise<number> {
  const response = await fetch(`${url}/api/analysis/history?limit=1`, { signal: AbortSignal.timeout(LIMIT_MS) });
  return ((await response.json()) as { total_count: number }).total_count;
}
