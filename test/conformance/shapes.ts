/**
 * The shapes that the guide and the page of the earlier API promise, written from those two pages alone: nothing here is
 * shared with the server, so that a mistake on its side can't hide itself. Extra fields are allowed wherever those pages
 * allow them; `/research` has exactly its keys.
 */
import { expect } from 'vitest';
import { z } from 'zod';

const isoInstant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
const isoDay = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const text = z.string().min(1);

/** Fails the test with the path of what is wrong. */
export function expectShape<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) expect.fail(`${parsed.error.issues.map((issue) => `${issue.path.join('.') || '(all)'}: ${issue.message}`).join('; ')} in ${JSON.stringify(value)?.slice(0, 1500)}`);
  return parsed.data;
}

// --- the guide's frames -------------------------------------------------------------------------------------------

export const citation = z.looseObject({
  id: z.string().regex(/^c[1-9]\d*$/),
  url: z.url({ protocol: /^https?$/ }),
  title: text,
  domain: text,
  credibility: z.number().min(0).max(1),
  published_at: z.union([isoDay, isoInstant]).nullable(),
});

export const tokenFrame = z.looseObject({ type: z.literal('token'), content: text, index: z.int().min(0) });
export const pingFrame = z.looseObject({ type: z.literal('ping'), timestamp: isoInstant });
export const completeFrame = z.looseObject({
  type: z.literal('complete'),
  analysis_id: text,
  citations: z.array(citation),
  usage: z.looseObject({ tokens: z.int().min(0) }),
});
export const errorFrame = z.looseObject({
  type: z.literal('analysis_error'),
  analysis_id: text,
  error: z.looseObject({ code: z.string().regex(/^[A-Z][A-Z_]+$/), message: text, recoverable: z.boolean(), retry_after: z.number().min(0).optional() }),
  timestamp: isoInstant,
});

// --- the earlier API's frames -------------------------------------------------------------------------------------

export const connectionEstablished = z.looseObject({ type: z.literal('connection_established'), session_id: text, timestamp: isoInstant });
export const progressFrame = z.looseObject({
  type: z.literal('analysis_progress'),
  analysis_id: text,
  step: text,
  progress: z.looseObject({ completion_percentage: z.number().min(0).max(100) }),
  timestamp: isoInstant,
});
/** Any frame that a client of the base protocol may see; `analysis_id` is null when one of its own messages was refused. */
export const baseFrame = z.union([
  connectionEstablished,
  progressFrame,
  pingFrame,
  tokenFrame,
  completeFrame,
  errorFrame,
  errorFrame.extend({ analysis_id: z.null() }),
]);

// --- REST ---------------------------------------------------------------------------------------------------------

export const root = z.looseObject({ message: text, status: z.literal('running'), version: text });

const serviceState = z.enum(['healthy', 'degraded', 'not_configured', 'unhealthy']);
export const health = z.looseObject({
  status: z.enum(['healthy', 'degraded']),
  timestamp: isoInstant,
  version: text,
  services: z.object({ database: serviceState, search: serviceState, model: serviceState }).catchall(serviceState),
});

export const config = z.looseObject({
  llm_provider: text,
  max_query_length: z.literal(500),
  max_sources_display: z.literal(10),
  search_depth: z.enum(['basic', 'advanced']),
});

export const research = z.strictObject({
  success: z.boolean(),
  query_id: z.string().nullable(),
  query: z.string(),
  search_terms: z.array(z.string()),
  sources_count: z.int().min(0),
  final_answer: z.string(),
  sources: z.array(z.url({ protocol: /^https?$/ })).max(10),
  processing_time_ms: z.int().min(0).nullable(),
  error: z.string().nullable(),
});

export const validationFailure = z.strictObject({
  detail: z.array(z.looseObject({ loc: z.array(z.union([z.string(), z.int()])).min(1), msg: text, type: text })).min(1),
});

export const queryParsed = z.looseObject({
  success: z.literal(true),
  response_type: z.literal('query_parsed'),
  parsed_intent: z.looseObject({ action: text, topic: text, countries: z.array(z.string()), parameters: z.looseObject({ days: z.int().optional() }) }),
  confirmation: text,
  analysis_id: text,
});
export const directResponse = z.looseObject({
  success: z.literal(true),
  response_type: z.literal('direct_response'),
  message: text,
  suggestions: z.array(text).min(1),
});

export const confirmed = z.looseObject({
  success: z.literal(true),
  analysis_id: text,
  status: z.enum(['queued', 'cancelled']),
  estimated_completion: isoInstant.nullable(),
  websocket_session: text,
});

export const executed = z.looseObject({
  success: z.literal(true),
  analysis_id: text,
  status: z.literal('processing'),
  estimated_completion: isoInstant,
  websocket_session: text,
  created_at: isoInstant,
});

const results = {
  analysis_id: text,
  answer: text,
  citations: z.array(citation),
  claims: z.array(z.looseObject({})),
  sources: z.array(z.looseObject({})),
  usage: z.looseObject({ tokens: z.int().min(0) }),
  warnings: z.array(z.looseObject({})),
};
export const executedWhole = z.looseObject({ success: z.literal(true), status: z.literal('completed'), ...results });

export const running = z.looseObject({
  success: z.literal(true),
  analysis_id: text,
  status: z.enum(['queued', 'processing']),
  progress: z.looseObject({ current_step: text, completion_percentage: z.number().min(0).max(100) }),
  estimated_completion: isoInstant,
});
const ended = { success: z.literal(true), analysis_id: text, query: z.looseObject({ text, parameters: z.looseObject({}) }), created_at: isoInstant, completed_at: isoInstant };
export const completed = z.looseObject({ ...ended, status: z.literal('completed'), results: z.looseObject(results) });
export const failed = z.looseObject({ ...ended, status: z.literal('failed'), error: z.looseObject({ code: text, message: text }) });
export const cancelled = failed.extend({ status: z.literal('cancelled') });

export const history = z.looseObject({
  success: z.literal(true),
  analyses: z.array(
    z.looseObject({
      analysis_id: text,
      query_text: z.string(),
      status: z.enum(['queued', 'processing', 'completed', 'failed', 'cancelled']),
      created_at: isoInstant,
      completed_at: isoInstant.nullable(),
      summary: z.string().nullable(),
    }),
  ),
  total_count: z.int().min(0),
  has_more: z.boolean(),
});

export const apiError = z.looseObject({
  success: z.literal(false),
  error: text,
  code: z.string().regex(/^[A-Z][A-Z_]+$/),
  details: z.looseObject({ trace_id: text }),
  timestamp: isoInstant,
});

/** Status of each code, as the page of the earlier API lists them. */
export const STATUS_OF_CODE: Record<string, number> = {
  INVALID_REQUEST: 400,
  QUERY_PARSE_FAILED: 400,
  ANALYSIS_NOT_FOUND: 404,
  RATE_LIMITED: 429,
  EXTERNAL_API_FAILURE: 502,
  SERVER_ERROR: 500,
};

/** Checks an error answer of an `/api/*` route: its form, its code, and that the status is the code's. */
export function expectApiError(answer: { status: number; body: unknown; text: string }, code: string): z.infer<typeof apiError> {
  const body = expectShape(apiError, answer.body);
  expect(body.code).toBe(code);
  if (STATUS_OF_CODE[code] !== undefined) expect(answer.status).toBe(STATUS_OF_CODE[code]);
  expectNothingLeaks(answer.text);
  return body;
}

/** No stack trace, no path of a program file, no key. */
export function expectNothingLeaks(answer: string): void {
  expect(answer).not.toMatch(/\n\s+at |\\n\s+at |node_modules|\/dist\/|\.(js|ts):\d+|sk-[A-Za-z0-9]{8}/);
}
