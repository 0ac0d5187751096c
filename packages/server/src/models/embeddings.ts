/**
 * A model that gives texts a place by their meaning: texts that mean nearly the same lie near each other.
 *
 * `embed` gives one vector for each text, in the order of the texts, of length 1 and all of the same dimension; which that is shows the
 * first answer. No text is empty. Rejects with a `GroundwireError` of the same codes as a `LanguageModel` (`LLM_UNAVAILABLE`,
 * `LLM_TIMEOUT`, `LLM_RATE_LIMITED`, `LLM_UNAUTHORIZED`, `LLM_REJECTED`, `LLM_BAD_RESPONSE`, `LLM_INTERRUPTED`). When `signal` aborts,
 * the connections are closed at once and its reason is thrown. `onRetry` is told of each failure that another try follows: whoever gives
 * up in the meantime can say what happened.
 */
export interface Embeddings {
  /** Of the model. */
  readonly name: string;
  embed(texts: readonly string[], signal: AbortSignal, onRetry?: (failure: unknown) => void): Promise<Float32Array[]>;
  /** Is the endpoint there and the key accepted? Embeds nothing. */
  check(signal: AbortSignal): Promise<void>;
}
