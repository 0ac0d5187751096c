import { type AnalysisParameters, executeWaitedResponseSchema, type Results } from '@groundwire/protocol';

/** Research takes a minute and more; a server gives up before this. */
const PATIENCE_MS = 15 * 60_000;

/**
 * Asks a server one question, as any program may, and gives the whole answer. The analysis is forgotten again unless `keep`, so that
 * an evaluation does not fill the history. Rejects with the server's own words.
 */
export async function askOnce(url: string, question: string, { parameters, keep, signal }: { parameters: AnalysisParameters; keep: boolean; signal: AbortSignal }): Promise<Results> {
  const response = await fetch(new URL('/api/analysis/execute?stream=false', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query_text: question, parameters }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  });
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (!response.ok) throw new Error(typeof body.error === 'string' ? body.error : `The server answered ${response.status}`);
  const results = executeWaitedResponseSchema.parse(body);
  if (!keep) await fetch(new URL(`/api/analysis/${results.analysis_id}`, url), { method: 'DELETE', signal }).catch(() => undefined);
  return results;
}
