import type { AnalysisParameters, Warning } from '@groundwire/protocol';
import type { StreamAnalysis } from './analysis/analysis-params.js';
import { changed } from './analysis/ending-with.js';
import { toGroundwireError } from './base/errors.js';
import { isReadyIterator, type ReadyIterator } from './base/ready-iterator.js';
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
    telling: (streamAnalysis) => (params, sessionId, context) => {
      const parameters = { ...params.parameters };
      const own: Warning[] = [];
      warnings.set(parameters, own);
      const bodies = streamAnalysis({ ...params, parameters }, sessionId, context);
      return changed(bodies, (body) => (body.type === 'complete' && own.length > 0 ? { ...body, warnings: [...body.warnings, ...own] } : body));
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

  write(request: WriteRequest, signal: AbortSignal): ReadyIterator<WriterPart> {
    const begun = request.continuation !== undefined || request.reattach !== undefined;
    return new GuardedParts(this.#writer.write(request, signal), begun, (failure) => {
      if (signal.aborted) throw failure;
      this.#failed = true;
      this.#tell({ code: 'MODEL_FAILED', message: `The answer is taken word for word from the sources, because the model server that was found on this machine failed: ${toGroundwireError(failure).message}` });
      return this.#instead.write(request, signal);
    });
  }
}

/** An iterator by hand, so that what has come can be taken at once (`ReadyIterator`), as from the writer itself. */
class GuardedParts implements ReadyIterator<WriterPart> {
  #parts: AsyncIterator<WriterPart>;
  /** Something was passed on: there is no way back. */
  #begun: boolean;
  readonly #fallBack: (failure: unknown) => AsyncIterable<WriterPart>;

  /** `fallBack` gives what is to be read instead, or throws. */
  constructor(parts: AsyncIterable<WriterPart>, begun: boolean, fallBack: (failure: unknown) => AsyncIterable<WriterPart>) {
    this.#parts = parts[Symbol.asyncIterator]();
    this.#begun = begun;
    this.#fallBack = fallBack;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  ready(): WriterPart | undefined {
    const part = isReadyIterator(this.#parts) ? this.#parts.ready() : undefined;
    this.#begun ||= part !== undefined;
    return part;
  }

  async next(): Promise<IteratorResult<WriterPart, undefined>> {
    try {
      return await this.#next();
    } catch (failure) {
      if (this.#begun) throw failure;
      this.#begun = true;
      this.#parts = this.#fallBack(failure)[Symbol.asyncIterator]();
      return this.#next();
    }
  }

  async return(): Promise<IteratorResult<WriterPart, undefined>> {
    await this.#parts.return?.();
    return { done: true, value: undefined };
  }

  async #next(): Promise<IteratorResult<WriterPart, undefined>> {
    const next = await this.#parts.next();
    if (next.done === true) return { done: true, value: undefined };
    this.#begun = true;
    return next;
  }
}
