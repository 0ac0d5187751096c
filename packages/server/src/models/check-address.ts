import { z } from 'zod';
import { badResponse } from './model-failure.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { failureBehind, openModelCall } from './model-request.js';
import { looksLikeHtml } from './upstream-words.js';

/** A check is for people who wait: it gives up sooner than a question does. */
const CHECK_TIMEOUT_MS = 10_000;
/** Longer than any list of models. */
const MAX_LIST = 4 * 2 ** 20;

/**
 * Is the endpoint there, does it speak something like the protocol, and does it take the key? Asks for the list of
 * models, so nothing is generated. OpenAI-compatible servers without such a list (404, 405) count as there. Gives the names on the
 * list, or null where it says nothing of which names are taken.
 */
export async function checkAddress(endpoint: ModelEndpoint, path: string, headers: Record<string, string>, signal: AbortSignal): Promise<readonly string[] | null> {
  const patient = { ...endpoint, headersTimeoutMs: Math.min(endpoint.headersTimeoutMs, CHECK_TIMEOUT_MS) };
  const response = await openModelCall(patient, { method: 'GET', path, headers: { ...headers, accept: 'application/json' } }, signal);
  const listMissing = response.status === 404 || response.status === 405;
  if (listMissing && endpoint.provider === 'openai-compatible') {
    response.close();
    return null;
  }
  if (response.status < 200 || response.status >= 300) throw await failureBehind(response);
  const body = await response.text(MAX_LIST);
  if (/\bhtml\b/.test(response.contentType) || looksLikeHtml(body)) throw badResponse(endpoint, 'it answered with a web page');
  return namesIn(body);
}

const list = z.object({ data: z.array(z.object({ id: z.string().min(1), owned_by: z.string().optional() })) });

/** llama.cpp has one model, and takes any name for it. */
function namesIn(body: string): readonly string[] | null {
  const read = list.safeParse(parsed(body)).data?.data;
  return read === undefined || read.some(({ owned_by }) => owned_by === 'llamacpp') ? null : read.map(({ id }) => id);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
