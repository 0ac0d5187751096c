/** One message of a prompt. */
export interface ModelMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ModelRequest {
  messages: ModelMessage[];
  max_output_tokens: number;
  temperature: number;
  /** The last message is the beginning of the model's own answer: the text that comes goes on right behind it. Only where `continuation` is `prefix`. */
  continues_last?: boolean | undefined;
}

export type ModelPart =
  | { type: 'text'; text: string }
  /** Comes first, where it comes: the provider keeps this answer under `id`; see `reattach`. */
  | { type: 'upstream'; id: string }
  | { type: 'usage'; input_tokens: number | null; output_tokens: number | null }
  /** Last part of every whole stream. `length`: the model reached its limit of output tokens, so the text ends anywhere. */
  | { type: 'finish'; reason: 'stop' | 'length' };

/**
 * A language model behind its wire format.
 *
 * `stream` yields text as the model generates it. It ends normally only after the provider's completion signal; a stream
 * that merely stops throws `LLM_INTERRUPTED`. Other failures throw a `GroundwireError`: `LLM_UNAVAILABLE` (no connection,
 * 5xx), `LLM_TIMEOUT` (no first byte, or a stall), `LLM_RATE_LIMITED` (429, with `retryAfter` in seconds),
 * `LLM_UNAUTHORIZED` (401, 403), `LLM_REJECTED` (other 4xx), `LLM_BAD_RESPONSE` (not the protocol, e.g. HTML),
 * `CONTENT_FILTERED`. When `signal` aborts, the upstream connection is closed at once and the signal's reason is thrown.
 */
export interface LanguageModel {
  readonly provider: 'openai' | 'anthropic' | 'openai-compatible';
  readonly model: string;
  /**
   * How the model goes on with an answer that was cut off: `prefix`: it takes its own text as the beginning and goes on to the
   * character; `prompt`: it can only be asked in words; `none`: not at all.
   */
  readonly continuation: 'prefix' | 'prompt' | 'none';
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart>;
  /**
   * Attaches to an answer that the provider keeps, from its first word; also one that another process began. Rejects with
   * `AnswerGone` where the provider has it no longer. When `signal` aborts with any reason but `NODE_LOST`, the provider is told to write no more.
   */
  reattach?(id: string, signal: AbortSignal): AsyncIterable<ModelPart>;
  /** Is the endpoint there and the key accepted? Never generates text. Gives the names of models that are taken there, or null where it does not say. */
  check(signal: AbortSignal): Promise<readonly string[] | null>;
}
