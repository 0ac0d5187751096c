import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { type EntailmentLibrary, INSTALL_COMMAND, LIBRARY_NAME } from '../../packages/server/src/models/entailment-library.js';
import { openEntailmentOpinion } from '../../packages/server/src/models/entailment-opinion.js';
import { writeTinyEntailmentModel } from '../../packages/server/src/testing/tiny-entailment-model.js';

/**
 * Does an entailment model work with the real package? It is too large to be installed with Groundwire or for its tests, so this
 * program installs it into a folder of its own, about 500 MB, writes a model of five operations, and asks it.
 */
const PAIRS = [
  { passage: 'Water boils at 100 degrees.', claim: 'Water boils.' },
  { passage: 'Water boils not at 100 degrees.', claim: 'Water boils.' },
  { passage: 'Ice is solid.', claim: 'Ice is solid.' },
];
const EXPECTED = [
  { support: 'full', contradicts: false },
  { support: 'none', contradicts: true },
  { support: 'full', contradicts: false },
];

async function install(folder: string): Promise<EntailmentLibrary> {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const [, ...words] = INSTALL_COMMAND.split(' ');
  await promisify(execFile)('npm', [...words, '--no-audit', '--no-fund'], { cwd: folder });
  return (await import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(LIBRARY_NAME)).href)) as EntailmentLibrary;
}

const folder = mkdtempSync(join(tmpdir(), 'groundwire-entailment-'));
try {
  process.stdout.write(`${INSTALL_COMMAND} …\n`);
  const library = await install(folder);
  const model = join(folder, 'tiny-model');
  writeTinyEntailmentModel(model);
  const opinion = await openEntailmentOpinion(model, async () => library);
  // More than one batch, of different lengths.
  const repeated = Array.from({ length: 7 }, () => PAIRS).flat();
  const opinions = await opinion.judge(repeated, AbortSignal.timeout(60_000));
  const right = isDeepStrictEqual(opinions, Array.from({ length: 7 }, () => EXPECTED).flat());
  process.stdout.write(`${opinion.name}: ${opinions.length} pairs, ${right ? 'as expected' : `not as expected: ${JSON.stringify(opinions)}`}\n`);
  process.exitCode = right ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
