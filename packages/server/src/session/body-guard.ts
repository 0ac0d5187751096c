import type { FrameBody, LoggedBody } from '@groundwire/protocol';

/**
 * Checks that an engine keeps its promise about the order of bodies: `started` first, token indexes 0, 1, 2, …, all of one
 * analysis. What it lets through can be told to clients. Pure but for its own state.
 */
export class BodyGuard {
  readonly #analysisId: string;
  #started = false;
  #text: string;
  #tokens: number;

  /** `before`: the text that an earlier run of the analysis showed, and the index of the token that is due. */
  constructor(analysisId: string, before: { text: string; next_index: number } = { text: '', next_index: 0 }) {
    this.#analysisId = analysisId;
    this.#text = before.text;
    this.#tokens = before.next_index;
  }

  /** The tokens joined, with those of earlier runs. */
  get text(): string {
    return this.#text;
  }

  /** Whether a token was let through, now or in an earlier run. */
  get partial(): boolean {
    return this.#tokens > 0;
  }

  /** What is wrong with the next body, as a sentence for the server's log; null when it is right. */
  fault(body: FrameBody): string | null {
    if (body.analysis_id !== this.#analysisId) return `the engine yielded a body of the analysis ${String(body.analysis_id)}`;
    if (body.type === 'analysis_progress') return null;
    return this.#faultOfLogged(body);
  }

  #faultOfLogged(body: LoggedBody): string | null {
    if ((body.type === 'started') === this.#started) return `the engine yielded ${body.type} ${this.#started ? 'a second time' : 'before started'}`;
    this.#started = true;
    if (body.type !== 'token') return null;
    if (body.index !== this.#tokens) return `the engine yielded a token with index ${body.index} where ${this.#tokens} was due`;
    if (body.content === '') return `the engine yielded an empty token at index ${body.index}`;
    this.#tokens += 1;
    this.#text += body.content;
    return null;
  }
}
