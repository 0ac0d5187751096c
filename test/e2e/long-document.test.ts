import type { Claim } from '@groundwire/protocol';
import { startScriptedModelServer } from '@groundwire/server/testing';
import { expect, it } from 'vitest';
import { startServer } from './server-process.js';

it('[CLM-9] backs what stands anywhere in a long document, and not what stands nowhere in it', async () => {
  const years = Array.from({ length: 60 }, (_, index) => `In the year ${1700 + index} the harbour of Saltmere counted ${200 + index} ships.`);
  const filling = 'The clerk wrote nothing else of note, but for the weather. '.repeat(5);
  const model = await startScriptedModelServer();
  const server = await startServer({
    documents: { 'chronicle.md': `# Chronicle\n\n${years.map((year, index) => `## Section ${index}\n\n${year} ${filling}`).join('\n\n')}` },
    environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1` },
  });
  const wrong = 'In the year 1735 the harbour of Saltmere counted 999 ships.';
  model.enqueue({ kind: 'answer', chunks: [...years, wrong].map((said) => `${said.slice(0, -1)} [1]. `), delayMs: 0 });
  const response = await fetch(`${server.url}/api/analysis/execute?stream=false`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query_text: 'What did the chronicle of Saltmere count each year?' }),
  });
  const { claims } = (await response.json()) as { claims: Claim[] };
  expect(claims.map(({ support }) => support)).toEqual([...years.map(() => 'full'), expect.not.stringMatching('full')]);
  await server.stop();
  await model.close();
});
