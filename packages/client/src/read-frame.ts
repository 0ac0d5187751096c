import type { Citation, CompleteFrame, ServerFrame, WireError } from '@groundwire/protocol';
import { ProtocolMismatch } from './errors.js';

/** A frame as this client understands it. A server may send types that are not known here; they only have a `type`. */
export type IncomingFrame = ServerFrame | { type: 'unknown'; raw: Fields };
type Fields = Record<string, unknown>;

const KNOWN: ReadonlySet<string> = new Set<ServerFrame['type']>([
  'connection_established',
  'analysis_progress',
  'ping',
  'started',
  'source_found',
  'source_read',
  'source_failed',
  'token',
  'citation',
  'complete',
  'analysis_error',
  'snapshot',
  'caught_up',
  'resume_failed',
  'going_away',
  'error',
]);

/**
 * Reads one text message of a server. Only what the client relies on is checked, without a schema library, so that a
 * browser bundle stays small. Fields that an older server leaves out are filled in; null stands for a bare `pong`.
 * Throws `ProtocolMismatch` when the message is no frame.
 */
export function readFrame(text: string): IncomingFrame | null {
  if (text === 'pong') return null;
  const fields = parseObject(text);
  switch (fields.type) {
    case 'token':
      if (typeof fields.content !== 'string' || !Number.isSafeInteger(fields.index)) throw mismatch('a token without content and index');
      break;
    case 'citation':
      if (!Number.isSafeInteger(fields.index) || !Array.isArray(fields.citations)) throw mismatch('a citation without index and citations');
      break;
    case 'snapshot':
      if (typeof fields.content !== 'string' || !Number.isSafeInteger(fields.through_index)) throw mismatch('a snapshot without content and through_index');
      break;
    case 'caught_up':
      if (!Number.isSafeInteger(fields.seq)) throw mismatch('a "caught_up" without seq');
      break;
    case 'resume_failed':
      if (!Number.isSafeInteger(fields.head_seq)) throw mismatch('a "resume_failed" without head_seq');
      break;
    case 'error':
      return { ...fields, error: wireError(fields.error) } as ServerFrame;
    case 'complete':
      return completeFrame(fields);
    case 'analysis_error':
      return { ...fields, analysis_id: stringOr(fields.analysis_id, null), error: wireError(fields.error) } as ServerFrame;
    case 'analysis_progress':
      return { ...fields, progress: { completion_percentage: 0, current_step: String(fields.step ?? ''), ...objectOr(fields.progress) } } as ServerFrame;
  }
  return KNOWN.has(fields.type) ? (fields as ServerFrame) : { type: 'unknown', raw: fields };
}

function parseObject(text: string): Fields & { type: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw mismatch('a message that is not JSON');
  }
  const fields = objectOr(value);
  if (typeof fields.type !== 'string') throw mismatch('a message without a type');
  return fields as Fields & { type: string };
}

function completeFrame(fields: Fields): ServerFrame {
  if (!Array.isArray(fields.citations)) throw mismatch('a completion without citations');
  const filled = {
    outcome: 'answered',
    claims: [],
    sources: [],
    warnings: [],
    search_terms: [],
    results_url: '',
    model: '',
    answer: null,
    ...fields,
    analysis_id: stringOr(fields.analysis_id, ''),
    usage: { tokens: 0, ...objectOr(fields.usage) },
    citations: fields.citations.map(citation),
  };
  // `answer` is null only from servers that send no answer in the completion: the tokens are the answer then.
  return filled as unknown as CompleteFrame;
}

/** The guide's six fields are taken as they are; the additions get values that claim nothing. */
function citation(value: unknown, position: number): Citation {
  const fields = objectOr(value);
  const number = position + 1;
  return {
    number,
    quotes: [],
    support: 'unchecked',
    credibility_reasons: [],
    retrieved_at: '',
    content_hash: '',
    read: 'snippet',
    ...fields,
    id: stringOr(fields.id, `c${number}`),
    url: stringOr(fields.url, ''),
    title: stringOr(fields.title, ''),
    domain: stringOr(fields.domain, ''),
    published_at: stringOr(fields.published_at, null),
    credibility: typeof fields.credibility === 'number' ? fields.credibility : 0,
  };
}

/** The error object of a frame or of a REST body, whatever it lacks. */
export function wireError(value: unknown): WireError {
  const fields = objectOr(value);
  return {
    code: stringOr(fields.code, 'SERVER_ERROR') as WireError['code'],
    message: stringOr(fields.message, 'The server reported an error without saying which'),
    recoverable: fields.recoverable === true,
    ...(typeof fields.retry_after === 'number' ? { retry_after: fields.retry_after } : {}),
    ...(fields.partial === true ? { partial: true } : {}),
  };
}

function objectOr(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function stringOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}

function mismatch(what: string): ProtocolMismatch {
  return new ProtocolMismatch(`The server sent ${what}. Is this really a Groundwire server, and does its version go with this client's?`);
}
