import { z } from 'zod';
import { citationSchema, claimSchema, sourceSummarySchema, warningSchema } from './citation.js';
import { outcomeSchema, usageSchema, wireErrorSchema } from './frames.js';
import { ERROR_CODE_NAMES } from './error-codes.js';
import { sessionIdSchema, timestampSchema } from './ids.js';
import { analysisParametersSchema, querySchema } from './parameters.js';

/** Bodies of the REST routes. Names and shapes are those of the API that was there before streaming. */

// --- GET /, /health, /config --------------------------------------------------------------------------------------

export const rootResponseSchema = z.object({ message: z.string(), status: z.literal('running'), version: z.string() });

export const serviceStatusSchema = z.enum(['healthy', 'degraded', 'not_configured', 'unhealthy']);
export type ServiceStatus = z.infer<typeof serviceStatusSchema>;

export const healthResponseSchema = z.looseObject({
  status: z.enum(['healthy', 'degraded']),
  timestamp: timestampSchema,
  version: z.string(),
  services: z.record(z.string(), serviceStatusSchema),
  /** What is wrong with each service that is not healthy, and what to do, in words. */
  details: z.record(z.string(), z.string()).optional(),
});
export type HealthResponse = z.infer<typeof healthResponseSchema>;

export const configResponseSchema = z.looseObject({
  llm_provider: z.string(),
  max_query_length: z.int(),
  max_sources_display: z.int(),
  search_depth: z.enum(['basic', 'advanced']),
});

// --- POST /research -----------------------------------------------------------------------------------------------

/** The length and blankness of `query` have error forms of their own, so the schema leaves them to the route. */
export const researchRequestSchema = z.looseObject({
  query: z.string(),
  user_session: z.string().nullish(),
  llm_provider: z.string().nullish(),
  model: z.string().nullish(),
});

export const researchResponseSchema = z.strictObject({
  success: z.boolean(),
  query_id: z.string().nullable(),
  query: z.string(),
  search_terms: z.array(z.string()),
  sources_count: z.int().min(0),
  final_answer: z.string(),
  sources: z.array(z.string()).max(10),
  processing_time_ms: z.int().min(0).nullable(),
  error: z.string().nullable(),
});
export type ResearchResponse = z.infer<typeof researchResponseSchema>;

/** 422 of `/research`, in the form that its clients know. */
export const validationErrorSchema = z.object({
  detail: z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string(), type: z.string() })),
});

// --- /api/chat ----------------------------------------------------------------------------------------------------

export const chatMessageRequestSchema = z.looseObject({
  message: z.string(),
  session_id: sessionIdSchema,
  context: z
    .looseObject({ previous_queries: z.array(z.string()).optional(), current_analysis_id: z.string().nullish() })
    .nullish(),
});

export const parsedIntentSchema = z.object({
  action: z.string(),
  topic: z.string(),
  countries: z.array(z.string()),
  parameters: z.looseObject({ days: z.int().optional() }),
});
export type ParsedIntent = z.infer<typeof parsedIntentSchema>;

export const chatMessageResponseSchema = z.discriminatedUnion('response_type', [
  z.object({
    success: z.literal(true),
    response_type: z.literal('query_parsed'),
    parsed_intent: parsedIntentSchema,
    confirmation: z.string(),
    analysis_id: z.string(),
  }),
  z.object({
    success: z.literal(true),
    response_type: z.literal('direct_response'),
    message: z.string(),
    suggestions: z.array(z.string()),
  }),
]);
export type ChatMessageResponse = z.infer<typeof chatMessageResponseSchema>;

export const confirmAnalysisRequestSchema = z.looseObject({
  analysis_id: z.string().min(1),
  confirmed: z.boolean(),
  modifications: analysisParametersSchema.nullish(),
});

export const confirmAnalysisResponseSchema = z.object({
  success: z.literal(true),
  analysis_id: z.string(),
  status: z.enum(['queued', 'cancelled']),
  estimated_completion: timestampSchema.nullable(),
  websocket_session: z.string(),
});

// --- /api/analysis ------------------------------------------------------------------------------------------------

export const executeRequestSchema = z.looseObject({
  query_text: querySchema,
  parameters: analysisParametersSchema.nullish(),
  session_id: sessionIdSchema.nullish(),
  /** A repeat with the same one, in the same session, within a day starts nothing new. Also as the header `Idempotency-Key`. */
  client_request_id: z.string().min(1).max(200).nullish(),
});

export const executeResponseSchema = z.object({
  success: z.literal(true),
  analysis_id: z.string(),
  status: z.literal('processing'),
  estimated_completion: timestampSchema,
  websocket_session: z.string(),
  created_at: timestampSchema,
});

/** The stored result of an analysis that completed. `execute?stream=false` answers it with `success` and `status`. */
export const resultsSchema = z.looseObject({
  analysis_id: z.string(),
  answer: z.string(),
  outcome: outcomeSchema,
  citations: z.array(citationSchema),
  claims: z.array(claimSchema),
  sources: z.array(sourceSummarySchema),
  usage: usageSchema,
  warnings: z.array(warningSchema),
});
export type Results = z.infer<typeof resultsSchema>;

export const executeWaitedResponseSchema = resultsSchema.extend({ success: z.literal(true), status: z.literal('completed') });

export const analysisStatusSchema = z.enum(['queued', 'processing', 'completed', 'failed', 'cancelled']);
export type AnalysisStatus = z.infer<typeof analysisStatusSchema>;

export const analysisResponseSchema = z.discriminatedUnion('status', [
  z.object({
    success: z.literal(true),
    analysis_id: z.string(),
    status: z.enum(['queued', 'processing']),
    progress: z.looseObject({ current_step: z.string(), completion_percentage: z.int().min(0).max(100) }),
    estimated_completion: timestampSchema,
  }),
  z.object({
    success: z.literal(true),
    analysis_id: z.string(),
    status: z.literal('completed'),
    query: z.object({ text: z.string(), parameters: z.looseObject({}) }),
    results: resultsSchema,
    created_at: timestampSchema,
    completed_at: timestampSchema,
  }),
  z.object({
    success: z.literal(true),
    analysis_id: z.string(),
    status: z.enum(['failed', 'cancelled']),
    query: z.object({ text: z.string(), parameters: z.looseObject({}) }),
    error: wireErrorSchema,
    /** The text that was shown before it ended; it stands, but it is not the whole answer. */
    partial_answer: z.string().optional(),
    created_at: timestampSchema,
    completed_at: timestampSchema,
  }),
]);
export type AnalysisResponse = z.infer<typeof analysisResponseSchema>;

export const cancelResponseSchema = z.object({ success: z.literal(true), analysis_id: z.string(), status: analysisStatusSchema });
export type CancelResponse = z.infer<typeof cancelResponseSchema>;

/** `deleted`: number of analyses that were forgotten. */
export const deleteResponseSchema = z.object({ success: z.literal(true), deleted: z.int().min(0) });
export type DeleteResponse = z.infer<typeof deleteResponseSchema>;

export const historyQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  offset: z.coerce.number().int().min(0).default(0),
  status: analysisStatusSchema.optional(),
  /** Only analyses of this session. */
  session_id: sessionIdSchema.optional(),
  /** Only analyses whose question holds this text, whatever the case. */
  q: z.string().max(500).optional(),
});

export const historyResponseSchema = z.object({
  success: z.literal(true),
  analyses: z.array(
    z.object({
      analysis_id: z.string(),
      /** The session that it was asked in; the page shows it at `/chat/{session_id}`. */
      session_id: z.string(),
      query_text: z.string(),
      status: analysisStatusSchema,
      created_at: timestampSchema,
      completed_at: timestampSchema.nullable(),
      summary: z.string().nullable(),
    }),
  ),
  total_count: z.int().min(0),
  has_more: z.boolean(),
});
export type HistoryResponse = z.infer<typeof historyResponseSchema>;

// --- errors ------------------------------------------------------------------------------------------------------

/** Error form of every `/api/*` route. */
export const apiErrorSchema = z.looseObject({
  success: z.literal(false),
  error: z.string().min(1),
  code: z.enum(ERROR_CODE_NAMES),
  details: z.looseObject({ trace_id: z.string() }),
  timestamp: timestampSchema,
  suggestions: z.array(z.string()).optional(),
});
export type ApiError = z.infer<typeof apiErrorSchema>;
