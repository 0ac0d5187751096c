import { startScriptedModelServer } from '@groundwire/server/testing';
import { expect, it } from 'vitest';
import { startServer } from './server-process.js';

const LENGTH = 240_000;

it('[CIT-14] an answer of nothing but signs holds nobody up: it comes whole, and others are answered meanwhile', async () => {
  const model = await startScriptedModelServer();
  const server = await startServer({
    documents: { 'skagen.md': '# Skagen\n\nThe Skagen lighthouse was built in 1858. It is 46 metres high.' },
    environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1`, STREAM_WORD_MS: '0' },
  });
  for (const sign of ['`', '*_', '\u201C', '~~~']) {
    model.enqueue({ kind: 'answer', chunks: sign.repeat(LENGTH / sign.length).match(/.{1,1000}/g) ?? [], delayMs: 0 });
    const answering = fetch(`${server.url}/api/analysis/execute?stream=false`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query_text: 'When was the Skagen lighthouse built?' }),
    });
    for (let count = 0; count < 5; count += 1) expect((await fetch(`${server.url}/config`)).status).toBe(200);
    const { answer } = (await (await answering).json()) as { answer: string };
    // A mark at the very end may be left out.
    expect(answer.length).toBeGreaterThan(LENGTH - 10);
  }
  await server.stop();
  await model.close();
});
