import { ConnectionFailed, ProtocolMismatch, RequestRefused } from './errors.js';
import type { RestAccess } from './rest.js';
import { restUrl } from './web-socket.js';

export interface CallOptions {
  method?: string;
  body?: Blob | Uint8Array<ArrayBuffer> | undefined;
  signal?: AbortSignal | undefined;
  /** What to give for 404; without it 404 is a refusal like others. */
  missing?: null;
}

/**
 * One call of a JSON route. The caller says what its answer is: the server of the same version is trusted with the shape, an answer that is no
 * JSON object rejects with `ProtocolMismatch`. Rejects with `ConnectionFailed` where nothing answers, with `RequestRefused` where the answer is an
 * error, and with the signal's reason when that was aborted.
 */
export async function callApi<T>(access: RestAccess, path: string, options: CallOptions = {}): Promise<T> {
  const { method = 'GET', body, signal } = options;
  const headers = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/octet-stream' }) };
  const response = await access.fetch(restUrl(access.baseUrl, path), { method, headers, cache: 'no-store', ...(body === undefined ? {} : { body }), ...(signal === undefined ? {} : { signal }) }).catch((thrown: unknown) => {
    signal?.throwIfAborted();
    throw new ConnectionFailed(`${access.baseUrl.origin} can't be reached (${String(thrown)}). Is the server still running?`);
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.status === 404 && options.missing === null) return null as T;
  if (!response.ok) throw refusalOf(response, answer);
  if (typeof answer !== 'object' || answer === null) throw new ProtocolMismatch(`${access.baseUrl.origin} answered ${path} with something that is no JSON object`);
  return answer as T;
}

function refusalOf(response: Response, answer: unknown): RequestRefused {
  const { error, code } = (typeof answer === 'object' && answer !== null ? answer : {}) as { error?: unknown; code?: unknown };
  const message = typeof error === 'string' ? error : `The server answered ${response.status} without saying why`;
  return new RequestRefused(message, { status: response.status, code: typeof code === 'string' ? code : null });
}

/** `?a=1&b=2` of what is defined; nothing where nothing is. */
export function queryOf(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
