/**
 * Reads vitest's JSON report and prints `N passed, N failed, N skipped` as the last line. A test file that could not be
 * loaded counts as one failure, because none of its tests were seen. Exits 1 when anything failed or nothing ran.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';

export function countTests(report) {
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const { passed, failed, skipped } = countTests(JSON.parse(readFileSync(process.argv[2], 'utf8')));
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
