import type { AnalysisParameters, Warning } from '@groundwire/protocol';
import type { StreamAnalysis } from './analysis/analysis-params.js';
import { toGroundwireError } from './base/errors.js';
import type { Writer, WriterPart, WriteRequest } from './models/writer.js';

/**
 * A model server that nobody chose must cost no answer: where it fails before its first word, the extractive writer answers, and a
 * warning says so. Part of the wiring.
 */
export interface ModelFallback {
  /** The writer with the other one to fall back on, for the question that has these very parameters. */
  guarded(writer: Writer, instead: Writer, parameters: AnalysisParameters): Writer;
  /** The engine, whose `complete` tells of the models that failed. */
  telling(streamAnalysis: StreamAnalysis): StreamAnalysis;
}

export function createModelFallback(): ModelFallback {
  // One question has one object of parameters: its own copy, made here.
  const warnings = new WeakMap<AnalysisParameters, Warning[]>();
  return {
    guarded: (writer, instead, parameters) => new GuardedWriter(writer, instead, (warning) => warnings.get(parameters)?.push(warning)),
    telling: (streamAnalysis) =>
      async function* (params, sessionId, context) {
        const parameters = { ...params.parameters };
        const own: Warning[] = [];
        warnings.set(parameters, own);
        for await (const body of streamAnalysis({ ...params, parameters }, sessionId, context)) yield body.type === 'complete' && own.length > 0 ? { ...body, warnings: [...body.warnings, ...own] } : body;
      },
  };
}

class GuardedWriter implements Writer {
  readonly delivery = 'stream';
  readonly #writer: Writer;
  readonly #instead: Writer;
  readonly #tell: (warning: Warning) => void;
  #failed = false;

  constructor(writer: Writer, instead: Writer, tell: (warning: Warning) => void) {
    this.#writer = writer;
    this.#instead = instead;
    this.#tell = tell;
  }

  /** Of the one that wrote. */
  get name(): string {
    return this.#failed ? this.#instead.name : this.#writer.name;
  }

  get continues(): Writer['continues'] {
    return this.#writer.continues;
  }

  get reattaches(): Writer['reattaches'] {
    return this.#writer.reattaches;
  }

  async *write(request: WriteRequest, signal: AbortSignal): AsyncGenerator<WriterPart, void, void> {
    let begun = request.continuation !== undefined || request.reattach !== undefined;
    try {
      for await (const part of this.#writer.write(request, signal)) {
        begun = true;
        yield part;
      }
    } catch (thrown) {
      if (begun || signal.aborted) throw thrown;
      this.#failed = true;
      this.#tell({ code: 'MODEL_FAILED', message: `The answer is taken word for word from the sources, because the model server that was found on this machine failed: ${toGroundwireError(thrown).message}` });
      yield* this.#instead.write(request, signal);
    }
  }
}
