import { badResponse } from './model-failure.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { failureBehind, openModelCall } from './model-request.js';
import { looksLikeHtml } from './upstream-words.js';

/** A check is for people who wait: it gives up sooner than a question does. */
const CHECK_TIMEOUT_MS = 10_000;
/** Enough of the list of models to tell it from a web page. */
const MAX_LIST = 16 * 1024;

/**
 * Is the endpoint there, does it speak something like the protocol, and does it take the key? Asks for the list of
 * models, so nothing is generated. OpenAI-compatible servers without such a list (404, 405) count as there.
 */
export async function checkAddress(endpoint: ModelEndpoint, path: string, headers: Record<string, string>, signal: AbortSignal): Promise<void> {
  const patient = { ...endpoint, headersTimeoutMs: Math.min(endpoint.headersTimeoutMs, CHECK_TIMEOUT_MS) };
  const response = await openModelCall(patient, { method: 'GET', path, headers: { ...headers, accept: 'application/json' } }, signal);
  const listMissing = response.status === 404 || response.status === 405;
  if (listMissing && endpoint.provider === 'openai-compatible') return response.close();
  if (response.status < 200 || response.status >= 300) throw await failureBehind(response);
  const body = await response.text(MAX_LIST);
  if (/\bhtml\b/.test(response.contentType) || looksLikeHtml(body)) throw badResponse(endpoint, 'it answered with a web page');
}
