/** A short run of the fault harness: `npm run fault` is the long one. */
import { describe, expect, it } from 'vitest';
import { runFaults } from '../fault/run-faults.js';

describe('answers while connections break and the server dies', () => {
  it('come whole, once and the same to every client', async () => {
    const report = await runFaults({ answers: 24, seed: 20_261, atOnce: 12, peaceMs: 1_500, limitMs: 60_000 });
    expect(report.complaints).toEqual([]);
    expect(report).toMatchObject({ answers: 24, gaps: 0, duplicates: 0, mismatches: 0, lost: 0 });
    expect(report.kills).toBeGreaterThan(0);
    expect(report.resumes).toBeGreaterThan(0);
  }, 150_000);
});
