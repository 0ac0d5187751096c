import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../base/clock.js';
import { describeDatabaseError } from '../../store/sqlite-database.js';
import { LibraryService } from './library-service.js';
import type { FromWorker, LibraryRequest, ToWorker } from './worker-messages.js';

/*
 * The worker thread that holds the library's database connection.
 *
 * Owns the order of requests: they are taken in turns, so that a cancellation that arrives meanwhile is seen before the
 * request that it is for. Must not know who asks. Started by `WorkerHost`.
 */

const port = parentPort;
if (port === null) throw new Error('library-worker runs in a worker thread only');

const service = new LibraryService((workerData as { file: string }).file, systemClock);
const running = new Map<number, AbortController>();
const waiting: LibraryRequest[] = [];

port.on('message', (message: ToWorker) => {
  if ('close' in message) void closeDown();
  else if ('cancel' in message) running.get(message.cancel)?.abort();
  else {
    running.set(message.id, new AbortController());
    waiting.push(message);
    setImmediate(takeNext);
  }
});

function takeNext(): void {
  const message = waiting.shift();
  if (message !== undefined) void answer(message);
}

async function answer(message: LibraryRequest): Promise<void> {
  const { id } = message;
  const signal = running.get(id)?.signal ?? new AbortController().signal;
  try {
    signal.throwIfAborted();
    const value = await service.handle(message, signal, (progress) => progress.length > 0 && reply({ id, progress }));
    reply({ id, value });
  } catch (error) {
    reply(signal.aborted ? { id, aborted: true } : { id, error: describe(error) });
  } finally {
    running.delete(id);
  }
}

function describe(error: unknown): { code: 'LIBRARY_UNAVAILABLE' | 'SERVER_ERROR'; message: string; detail: string } {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = describeDatabaseError(error, 'The library index');
  if (message !== null) return { code: 'LIBRARY_UNAVAILABLE', message, detail };
  return { code: 'SERVER_ERROR', message: 'The library ran into an unexpected error; the log of the server has the details', detail };
}

function reply(message: FromWorker): void {
  port?.postMessage(message);
}

async function closeDown(): Promise<void> {
  for (const controller of running.values()) controller.abort();
  await service.close();
  port?.close();
}
