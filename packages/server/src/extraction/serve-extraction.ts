import { type DocumentFormat, extractDocument } from './extract-document.js';
import type { ExtractOptions } from './extract-html.js';

/** What a thread that takes documents apart is asked. */
export interface ExtractionTask {
  content: Uint8Array;
  format: DocumentFormat;
  options: ExtractOptions;
}

/** The port of such a thread. */
interface Port {
  on(event: 'message', listener: (message: { id: number; task: ExtractionTask }) => void): unknown;
  postMessage(message: unknown): void;
}

/** Answers each task that comes in at the port, as `base/worker-pool.ts` wants it. */
export function serveExtraction(port: Port): void {
  port.on('message', ({ id, task }) => {
    extractDocument(task.content, task.format, task.options).then(
      (value) => port.postMessage({ id, value }),
      (error: unknown) => port.postMessage({ id, error: error instanceof Error ? error.name : 'unknown error' }),
    );
  });
  port.postMessage({ id: 0 });
}
