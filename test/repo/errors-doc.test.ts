import { ERROR_CODES } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { readText } from './repository.js';

/** The table rows of docs/errors.md: code, HTTP status, and whether it is recoverable. */
function documentedCodes(): Map<string, { status: string; row: string }> {
  const rows = readText('docs/errors.md').split('\n').map((line) => /^\|\s*`?([A-Z][A-Z_]+)`?\s*\|\s*(\d{3})\s*\|(.*)$/.exec(line));
  return new Map(rows.filter((row) => row !== null).map((row) => [row[1] ?? '', { status: row[2] ?? '', row: row[3] ?? '' }]));
}

describe('docs/errors.md', () => {
  const documented = documentedCodes();

  it('[REPO-2] describes every error code and no other', () => {
    expect([...documented.keys()].sort()).toEqual(Object.keys(ERROR_CODES).sort());
  });

  it.each(Object.entries(ERROR_CODES))('[REPO-2] gives %s the status and the recoverability of the table', (code, { status, recoverable }) => {
    const entry = documented.get(code);
    expect(entry?.status).toBe(String(status));
    expect(entry?.row).toMatch(recoverable ? /^\s*(yes|true|`true`)\s*\|/ : /^\s*(no|false|`false`)\s*\|/);
  });
});
