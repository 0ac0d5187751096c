/** How the model said that it is done. `length`: it reached its limit of output tokens. */
export type FinishReason = 'stop' | 'length';

/** Counts of tokens as the server gives them; null where it does not. */
export interface TokenCounts {
  input_tokens: number | null;
  output_tokens: number | null;
}

/**
 * Reads the events of one streamed answer, in order. One per answer. Knows its wire format and nothing of connections.
 */
export interface WireReader {
  /** Takes one event and gives the text it adds, often none. Throws a `GroundwireError` on an error event, or on what is not the protocol. */
  read(data: string): string;
  /** Text that was held back, once nothing more will come. */
  rest(): string;
  /** The completion signal, once it was seen. */
  readonly finish: FinishReason | null;
  /** The server has said that nothing more will come. */
  readonly ended: boolean;
  readonly counts: TokenCounts | null;
}
