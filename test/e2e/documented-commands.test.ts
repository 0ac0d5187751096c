/** The programs and calls that the README and the streaming page show, run as they stand there. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServer } from './server-process.js';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const run = promisify(execFile);

/** Code blocks of a page in one language. */
function blocks(page: string, language: string): string[] {
  return [...readFileSync(path.join(ROOT, page), 'utf8').matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1] ?? '');
}

let server: ServerProcess;
let folder = '';
beforeAll(async () => {
  server = await startServer({ environment: { STREAM_WORD_MS: '1' } });
  // Inside the repository, so that its packages are found.
  mkdirSync(path.join(ROOT, 'out'), { recursive: true });
  folder = mkdtempSync(path.join(ROOT, 'out', 'documented-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

const here = (code: string) => code.replaceAll('127.0.0.1:8000', `127.0.0.1:${server.port}`);

async function runProgram(code: string): Promise<string> {
  const file = path.join(folder, 'program.mjs');
  writeFileSync(file, here(code));
  return (await run(process.execPath, [file], { timeout: 15_000 })).stdout;
}

describe('what the documents show', () => {
  it('the WebSocket program of the README prints the answer and its sources', async () => {
    const program = blocks('README.md', 'js').find((code) => code.includes('new WebSocket'));
    const printed = await runProgram(program ?? '');
    expect(printed).toContain('open a new WebSocket to the same address');
    expect(printed).toMatch(/\[1\] \S+.* http:\/\/127\.0\.0\.1:\d+\/documents\//);
  });

  it('the whole client of the streaming page does, too', async () => {
    const program = blocks('docs/streaming.md', 'js').find((code) => code.includes('new WebSocket'));
    const printed = await runProgram(program ?? '');
    expect(printed).toContain('open a new WebSocket to the same address');
    expect(printed).toMatch(/\[1\] /);
  });

  it('the REST call of the README answers with citations', async () => {
    const call = blocks('README.md', 'sh').find((code) => code.includes('stream=false')) ?? '';
    const body = JSON.parse(/-d '([^']+)'/.exec(call)?.[1] ?? '') as unknown;
    const address = here(/'(http[^']+)'/.exec(call)?.[1] ?? '');
    const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const { answer: text, citations, claims } = (await answer.json()) as { answer: string; citations: unknown[]; claims: unknown[] };
    expect(text).toMatch(/\[1\]/);
    expect(citations.length).toBeGreaterThan(0);
    expect(claims.length).toBeGreaterThan(0);
  });

  it.each(blocks('docs/streaming.md', 'json').map((sample) => [sample.slice(0, 60).replace(/\s+/g, ' '), sample]))('the sample %s is JSON with a type', (_start, sample) => {
    expect(JSON.parse(sample)).toHaveProperty('type');
  });
});
