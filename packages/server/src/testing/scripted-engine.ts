import type { CompleteBody, ErrorCode, FrameBody, ProgressStep } from '@groundwire/protocol';
import type { AnalysisContext, AnalysisParams, StreamAnalysis } from '../analysis/analysis-params.js';
import { sampleCompleteBody } from './sample-bodies.js';

type Step = { body: FrameBody } | { error: unknown } | 'end';

/** One call of a scripted engine: the test yields its bodies, when it likes. */
export class ScriptedCall {
  /** Whether the engine was told to close (its consumer is done with it). */
  closed = false;
  #index = 0;
  #text = '';
  readonly #steps: Step[] = [];
  #wake: (() => void) | null = null;

  constructor(
    readonly params: AnalysisParams,
    readonly sessionId: string,
    readonly context: AnalysisContext,
  ) {}

  /** Yields any body, right or wrong. */
  yield(...bodies: FrameBody[]): this {
    for (const body of bodies) this.#push({ body });
    return this;
  }

  started(): this {
    return this.yield({ type: 'started', analysis_id: this.params.analysis_id, query: this.params.query });
  }

  /** Tokens with the indexes that are due. */
  tokens(...contents: string[]): this {
    for (const content of contents) {
      this.#text += content;
      this.yield({ type: 'token', content, index: this.#index, analysis_id: this.params.analysis_id });
      this.#index += 1;
    }
    return this;
  }

  progress(step: ProgressStep, completion_percentage: number): this {
    const timestamp = '2025-09-28T12:00:00.000Z';
    return this.yield({ type: 'analysis_progress', analysis_id: this.params.analysis_id, step, progress: { completion_percentage, current_step: step }, timestamp });
  }

  /** `complete` with the tokens so far as its answer. */
  complete(overrides: Partial<CompleteBody> = {}): this {
    return this.yield({ ...sampleCompleteBody(this.params.analysis_id, this.#text), ...overrides });
  }

  fail(code: ErrorCode, message = 'scripted'): this {
    const timestamp = '2025-09-28T12:00:00.000Z';
    return this.yield({ type: 'analysis_error', analysis_id: this.params.analysis_id, error: { code, message, recoverable: true }, timestamp });
  }

  throw(error: unknown): this {
    this.#push({ error });
    return this;
  }

  /** Ends the generator. */
  end(): this {
    this.#push('end');
    return this;
  }

  async *run(): AsyncGenerator<FrameBody, void, void> {
    try {
      for (;;) {
        const step = this.#steps.shift();
        if (step === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
        else if (step === 'end') return;
        else if ('error' in step) throw step.error;
        else yield step.body;
      }
    } finally {
      this.closed = true;
    }
  }

  #push(step: Step): void {
    this.#steps.push(step);
    this.#wake?.();
  }
}

/** An engine whose every call the test plays by hand. It does not react to its abort signal unless the test does. */
export class ScriptedEngine {
  readonly calls: ScriptedCall[] = [];
  readonly #script: ((call: ScriptedCall) => void) | null;

  /** `script` is run for each call as it comes; without one the test plays `calls`. */
  constructor(script: ((call: ScriptedCall) => void) | null = null) {
    this.#script = script;
  }

  readonly streamAnalysis: StreamAnalysis = (params, sessionId, context) => {
    const call = new ScriptedCall(params, sessionId, context);
    this.calls.push(call);
    this.#script?.(call);
    return call.run();
  };

  /** The newest call. */
  get call(): ScriptedCall {
    const call = this.calls.at(-1);
    if (call === undefined) throw new Error('The engine was not called yet');
    return call;
  }

  callFor(analysisId: string): ScriptedCall {
    const call = this.calls.find((each) => each.params.analysis_id === analysisId);
    if (call === undefined) throw new Error(`The engine was not called for ${analysisId}`);
    return call;
  }
}

/** A script that answers at once with these words. */
export function answering(...contents: string[]): (call: ScriptedCall) => void {
  return (call) => void call.started().tokens(...contents).complete().end();
}
