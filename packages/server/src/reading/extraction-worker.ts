import { parentPort } from 'node:worker_threads';
import { type DocumentFormat, extractDocument } from '../extraction/extract-document.js';
import type { ExtractOptions } from '../extraction/extract-html.js';

/*
 * The thread that takes documents apart. Owns nothing: a task comes in, its result goes out. Started by `WorkerExtractor`.
 */

export interface ExtractionTask {
  content: Uint8Array;
  format: DocumentFormat;
  options: ExtractOptions;
}

const port = parentPort;
if (port === null) throw new Error('extraction-worker runs in a worker thread only');

port.on('message', ({ id, task }: { id: number; task: ExtractionTask }) => {
  extractDocument(task.content, task.format, task.options).then(
    (value) => port.postMessage({ id, value }),
    (error: unknown) => port.postMessage({ id, error: error instanceof Error ? error.name : 'unknown error' }),
  );
});
