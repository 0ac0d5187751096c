/** The churn of `npm run bench -- churn`, scaled down: so many visits instead of so many minutes, and bounds on what is left, not on time. */
import { expect, it } from 'vitest';
import { runChurn } from '../../bench/churn.js';

it('[OPS-1] a server holds nothing of clients that came, stalled, broke off, cancelled, deleted and went: no timer, socket, listener or row', async () => {
  const { faults, counts, end } = await runChurn({ visits: 150, seed: 7 });
  expect(faults).toEqual([]);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(150);
  expect(Object.keys(counts)).toHaveLength(10);
  expect(Object.values(end.rows).every((rows) => rows === 0)).toBe(true);
  expect(end.state.sockets).toBe(0);
}, 180_000);
