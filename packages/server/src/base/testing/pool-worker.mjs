// The other side of the worker pool's tests.
import { parentPort } from 'node:worker_threads';

parentPort.postMessage({ id: 0 });
parentPort.on('message', ({ id, task }) => {
  if (task.what === 'echo') parentPort.postMessage({ id, value: task.value });
  if (task.what === 'fail') parentPort.postMessage({ id, error: 'its own fault' });
  if (task.what === 'spin') for (task.begun?.fill(1); ; );
  if (task.what === 'exit') process.exit(3);
  if (task.what === 'throw') throw new Error('thrown');
  if (task.what === 'eat') for (const eaten = []; ; ) eaten.push(new Array(100_000).fill({}).map(() => ({})));
});
