import { parentPort, workerData } from 'node:worker_threads';
import { limitBuffers } from '../../base/buffer-limit.js';
import { surviveLateRejections } from '../../base/late-rejections.js';
import { serveExtraction } from '../../extraction/serve-extraction.js';

/* A thread that takes documents apart. Owns nothing: a task comes in, its result goes out. */
if (parentPort === null) throw new Error('extraction-worker runs in a worker thread only');
limitBuffers((workerData as { memoryMib: number }).memoryMib);
surviveLateRejections();
serveExtraction(parentPort);
