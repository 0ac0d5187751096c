import { z } from 'zod';
import { citationSchema, claimSchema, sourceSummarySchema, warningSchema } from './citation.js';
import { ERROR_CODE_NAMES } from './error-codes.js';
import { publishedAtSchema, timestampSchema } from './ids.js';

/**
 * The whole vocabulary of frames from server to client.
 *
 * A frame *body* is what the engine yields. Appended to the session log it gets its `seq` and is a *frame*.
 * Ephemeral frames (`connection_established`, `analysis_progress`, `ping`) are never logged and have no `seq`.
 */

const analysisId = z.string().min(1);
const seq = z.int().min(1);

/** How an analysis that completed turned out: `no_answer`: the sources don't say; `no_sources`: nothing was found. */
export const outcomeSchema = z.enum(['answered', 'no_answer', 'no_sources']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** What an answer with `mode: "research"` took on itself, and what it was allowed. */
export const researchUsageSchema = z.object({
  /** Rounds of searching and reading. */
  rounds: z.int().min(0),
  /** Queries that were sent to search services, in all rounds. */
  queries: z.int().min(0),
  /** Pages that were read. */
  pages: z.int().min(0),
  seconds: z.number().min(0),
  /** Output tokens of the model that planned; 0 without one. */
  tokens: z.int().min(0),
  limits: z.object({ rounds: z.int(), pages: z.int(), seconds: z.number(), tokens: z.int(), sub_questions: z.int().optional() }),
  /** Why it stopped: every part of the question is covered, a limit was reached, or nothing new was found. */
  stopped: z.enum(['covered', 'rounds', 'pages', 'time', 'nothing_new']),
  /** The parts into which the question was divided; empty where it was searched as a whole. */
  sub_questions: z.array(z.string()),
  /** Parts beyond the limit, which were not searched for. */
  dropped: z.array(z.string()).optional(),
  /** Those that were searched for, or words of the question, on which nothing was found. */
  missing: z.array(z.string()),
});
export type ResearchUsage = z.infer<typeof researchUsageSchema>;

/**
 * `tokens`: of the answer, each counted once. Of an answer that several processes wrote, because one of them died: `attempts`, and in
 * `generated_tokens` what all of them together are known to have generated, with what was written again and not shown.
 */
export const usageSchema = z.looseObject({ tokens: z.int().min(0), attempts: z.int().min(2).optional(), generated_tokens: z.int().min(0).optional(), research: researchUsageSchema.optional() });
export type Usage = z.infer<typeof usageSchema>;

/** What came of one provider. `reason` says why it failed or was skipped; `results` is how many sources it named. */
export const providerReportSchema = z.object({
  name: z.string(),
  /** `asked`: it has not answered yet, in progress frames only. */
  status: z.enum(['asked', 'answered', 'failed', 'skipped']),
  results: z.int().min(0).optional(),
  reason: z.string().optional(),
});
export type ProviderReport = z.infer<typeof providerReportSchema>;

export const wireErrorSchema = z.object({
  code: z.enum(ERROR_CODE_NAMES),
  message: z.string().min(1),
  recoverable: z.boolean(),
  /** Seconds. */
  retry_after: z.number().min(0).optional(),
  /** True when part of the answer was already streamed; that text stands. */
  partial: z.boolean().optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

// --- bodies that are logged ---------------------------------------------------------------------------------------

/** First body of every analysis. */
export const startedBodySchema = z.object({
  type: z.literal('started'),
  analysis_id: analysisId,
  query: z.string(),
  client_request_id: z.string().optional(),
});
/** A provider named this source. */
export const sourceFoundBodySchema = z.object({
  type: z.literal('source_found'),
  analysis_id: analysisId,
  source_id: z.string(),
  provider: z.string(),
  url: z.string().nullable(),
  title: z.string(),
  domain: z.string(),
  published_at: publishedAtSchema,
});
/** The source's text is at hand. `words` is its length. */
export const sourceReadBodySchema = z.object({
  type: z.literal('source_read'),
  analysis_id: analysisId,
  source_id: z.string(),
  words: z.int().min(0),
});
/** The source could not be read; the analysis goes on without it. */
export const sourceFailedBodySchema = z.object({
  type: z.literal('source_failed'),
  analysis_id: analysisId,
  source_id: z.string(),
  reason: z.string(),
});
/** A piece of the answer. `index` counts 0, 1, 2, … within the analysis; the contents joined are the answer, to the character. */
export const tokenBodySchema = z.object({
  type: z.literal('token'),
  content: z.string().min(1),
  index: z.int().min(0),
  analysis_id: analysisId,
});
/**
 * A claim of the answer is settled: what it rests on, and how firmly. It comes behind the tokens of the claim. `index` counts the claims
 * 0, 1, 2, … in the order of the text; a frame whose index was there before replaces that claim.
 */
export const citationBodySchema = z.object({
  type: z.literal('citation'),
  analysis_id: analysisId,
  index: z.int().min(0),
  claim: claimSchema,
  /** The sources that the claim names, with the quotes and the support of all claims up to here. */
  citations: z.array(citationSchema),
});
/** Terminal: the analysis completed. Whoever has only this frame has everything. */
export const completeBodySchema = z.object({
  type: z.literal('complete'),
  analysis_id: analysisId,
  citations: z.array(citationSchema),
  usage: usageSchema,
  outcome: outcomeSchema,
  answer: z.string(),
  claims: z.array(claimSchema),
  sources: z.array(sourceSummarySchema),
  warnings: z.array(warningSchema),
  results_url: z.string(),
  /** What was searched for. */
  search_terms: z.array(z.string()),
  /** Who wrote the answer: the model's name, or `extractive`. */
  model: z.string(),
  /** Which providers answered, failed or were skipped, and why. */
  providers: z.array(providerReportSchema).optional(),
});
/** Terminal: the analysis failed, or (with `analysis_id: null`, unlogged) a client message was refused. */
export const analysisErrorBodySchema = z.object({
  type: z.literal('analysis_error'),
  analysis_id: analysisId.nullable(),
  error: wireErrorSchema,
  timestamp: timestampSchema,
});

export const loggedBodySchema = z.discriminatedUnion('type', [
  startedBodySchema,
  sourceFoundBodySchema,
  sourceReadBodySchema,
  sourceFailedBodySchema,
  tokenBodySchema,
  citationBodySchema,
  completeBodySchema,
  analysisErrorBodySchema,
]);
/** What the log takes. */
export type LoggedBody = z.infer<typeof loggedBodySchema>;
export type TokenBody = z.infer<typeof tokenBodySchema>;
export type CitationBody = z.infer<typeof citationBodySchema>;
export type CompleteBody = z.infer<typeof completeBodySchema>;
export type AnalysisErrorBody = z.infer<typeof analysisErrorBodySchema>;

// --- ephemeral frames ---------------------------------------------------------------------------------------------

export const progressStepSchema = z.enum(['planning', 'searching', 'reading', 'ranking', 'writing', 'checking']);
export type ProgressStep = z.infer<typeof progressStepSchema>;

/** What the analysis is doing; at most ten a second and session. */
export const analysisProgressSchema = z.object({
  type: z.literal('analysis_progress'),
  analysis_id: analysisId,
  step: progressStepSchema,
  progress: z.looseObject({
    completion_percentage: z.int().min(0).max(100),
    current_step: z.string(),
    message: z.string().optional(),
    /** What has come of each provider so far. */
    providers: z.array(providerReportSchema).optional(),
  }),
  timestamp: timestampSchema,
});
export type AnalysisProgress = z.infer<typeof analysisProgressSchema>;

export const connectionEstablishedSchema = z.object({
  type: z.literal('connection_established'),
  session_id: z.string(),
  timestamp: timestampSchema,
  /** v2 only, as the following: with `epoch` and `head_seq` even a client that has seen nothing has a cursor. */
  epoch: z.string().optional(),
  head_seq: z.int().min(0).optional(),
  oldest_seq: z.int().min(1).optional(),
  /** Analyses that run now. */
  active: z.array(z.object({ analysis_id: analysisId, next_index: z.int().min(0) })).optional(),
});
export type ConnectionEstablished = z.infer<typeof connectionEstablishedSchema>;

export const pingSchema = z.object({ type: z.literal('ping'), timestamp: timestampSchema });
export type Ping = z.infer<typeof pingSchema>;

// --- control frames: v2 sockets only, never logged ------------------------------------------------------------------

/** Stands in for frames that this socket will not get one by one: what they amount to, up to and including `through_seq`. */
export const snapshotSchema = z.object({
  type: z.literal('snapshot'),
  analysis_id: analysisId,
  content: z.string(),
  /** Index of the last token in `content`; -1 where there is none. */
  through_index: z.int().min(-1),
  through_seq: z.int().min(0),
  status: z.enum(['processing', 'completed', 'failed']),
  /** The claims that were settled up to there, and the citations they name, while the analysis runs. */
  claims: z.array(claimSchema).optional(),
  citations: z.array(citationSchema).optional(),
  /** The id that a repeated `query` named, where the snapshot is the answer to it. */
  client_request_id: z.string().optional(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Replay is over: all frames up to `seq` have been sent; what follows is live. */
export const caughtUpSchema = z.object({ type: z.literal('caught_up'), seq: z.int().min(0), epoch: z.string() });
export type CaughtUp = z.infer<typeof caughtUpSchema>;

/** The cursor can't be honoured, and no frame was sent for it. Drop what is known of the session; snapshots follow, then `caught_up`. */
export const resumeFailedSchema = z.object({ type: z.literal('resume_failed'), reason: z.enum(['epoch', 'trimmed', 'ahead']), epoch: z.string(), head_seq: z.int().min(0) });
export type ResumeFailed = z.infer<typeof resumeFailedSchema>;

/** The server stops; connect again after about so many milliseconds, with jitter. */
export const goingAwaySchema = z.object({ type: z.literal('going_away'), reconnect_in_ms: z.int().min(0) });
export type GoingAway = z.infer<typeof goingAwaySchema>;

/** A client message was refused. `ref` is its `client_request_id` where it had one. */
export const errorFrameSchema = z.object({ type: z.literal('error'), error: wireErrorSchema, ref: z.string().optional(), timestamp: timestampSchema });
export type ErrorFrame = z.infer<typeof errorFrameSchema>;

/** What the engine yields: bodies to log, and progress that is only shown. */
export type FrameBody = LoggedBody | AnalysisProgress;

// --- logged frames ------------------------------------------------------------------------------------------------

const numbered = { seq };
/** `complete` and `analysis_error` also carry the identity of the log, so that a client can tell a new log from an old one. */
const terminal = { seq, epoch: z.string() };

export const startedFrameSchema = startedBodySchema.extend(numbered);
export const sourceFoundFrameSchema = sourceFoundBodySchema.extend(numbered);
export const sourceReadFrameSchema = sourceReadBodySchema.extend(numbered);
export const sourceFailedFrameSchema = sourceFailedBodySchema.extend(numbered);
export const tokenFrameSchema = tokenBodySchema.extend(numbered);
export const citationFrameSchema = citationBodySchema.extend(numbered);
export const completeFrameSchema = completeBodySchema.extend(terminal);
export const analysisErrorFrameSchema = analysisErrorBodySchema.extend({ seq: seq.optional(), epoch: z.string().optional() });

/** An immutable entry of a session log. `seq` is its position: 1, 2, 3, … without gaps. */
export type Frame = (LoggedBody & { seq: number }) & { epoch?: string };
export type TokenFrame = z.infer<typeof tokenFrameSchema>;
export type CitationFrame = z.infer<typeof citationFrameSchema>;
export type CompleteFrame = z.infer<typeof completeFrameSchema>;
export type AnalysisErrorFrame = z.infer<typeof analysisErrorFrameSchema>;

/** Everything a server may send. */
export const serverFrameSchema = z.discriminatedUnion('type', [
  connectionEstablishedSchema,
  analysisProgressSchema,
  pingSchema,
  startedFrameSchema,
  sourceFoundFrameSchema,
  sourceReadFrameSchema,
  sourceFailedFrameSchema,
  tokenFrameSchema,
  citationFrameSchema,
  completeFrameSchema,
  analysisErrorFrameSchema,
  snapshotSchema,
  caughtUpSchema,
  resumeFailedSchema,
  goingAwaySchema,
  errorFrameSchema,
]);
export type ServerFrame = z.infer<typeof serverFrameSchema>;

/** The frame types a base socket gets: the guide's and the older API's. */
export const BASE_FRAME_TYPES: ReadonlySet<ServerFrame['type']> = new Set<ServerFrame['type']>([
  'connection_established',
  'analysis_progress',
  'ping',
  'token',
  'complete',
  'analysis_error',
]);

export function isTerminal(body: { type: string }): boolean {
  return body.type === 'complete' || body.type === 'analysis_error';
}
