import { isTooLong, MAX_QUERY_LENGTH, researchRequestSchema } from '@groundwire/protocol';
import type { z } from 'zod';
import type { GroundwireError } from '../base/errors.js';

/**
 * The error forms of `/research`, which its clients know from the program before this one (FastAPI with pydantic 2): 400 with a
 * sentence, 422 with a list of faults, 500 with a sentence. Pure.
 */
export interface ResearchFault {
  status: number;
  body: { detail: string } | { detail: FieldFault[] };
}

interface FieldFault {
  loc: Array<string | number>;
  msg: string;
  type: string;
}

export type ResearchRequest = z.output<typeof researchRequestSchema>;
export type ReadResearch = { ok: true; request: ResearchRequest } | { ok: false; fault: ResearchFault };

export function readResearchRequest(body: unknown): ReadResearch {
  if (body === undefined || body === null) return refuse(422, [{ loc: ['body'], msg: 'Field required', type: 'missing' }]);
  const parsed = researchRequestSchema.safeParse(body);
  if (!parsed.success) return refuse(422, parsed.error.issues.map((issue) => fieldFault(issue, body)));
  const { query } = parsed.data;
  if (query.trim() === '') return refuse(400, 'Query cannot be empty');
  if (isTooLong(query)) return refuse(400, `Query too long. Maximum length is ${MAX_QUERY_LENGTH} characters`);
  return { ok: true, request: parsed.data };
}

/** A failure of the HTTP layer, or anything that was thrown, in the forms of `/research`. */
export function researchFaultOf(thrown: unknown, error: GroundwireError): ResearchFault {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return fault(422, [{ loc: ['body'], msg: 'Field required', type: 'missing' }]);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return fault(422, [notAnObject()]);
  if (error.status === 400) return fault(422, [{ loc: ['body'], msg: 'JSON decode error', type: 'json_invalid' }]);
  if (error.status === 405) return fault(405, 'Method Not Allowed');
  return fault(error.status, error.status >= 500 ? `Research failed: ${error.message}` : error.message);
}

function refuse(status: number, detail: string | FieldFault[]): ReadResearch {
  return { ok: false, fault: fault(status, detail) };
}

function fault(status: number, detail: string | FieldFault[]): ResearchFault {
  return { status, body: { detail } as ResearchFault['body'] };
}

function notAnObject(): FieldFault {
  return { loc: ['body'], msg: 'Input should be a valid dictionary or object to extract fields from', type: 'model_attributes_type' };
}

function fieldFault({ path, message }: { path: PropertyKey[]; message: string }, body: unknown): FieldFault {
  const [field] = path;
  if (typeof field !== 'string') return notAnObject();
  if (!Object.hasOwn(body as object, field)) return { loc: ['body', field], msg: 'Field required', type: 'missing' };
  const isText = message.includes('expected string');
  return { loc: ['body', field], msg: isText ? 'Input should be a valid string' : message, type: isText ? 'string_type' : 'value_error' };
}
