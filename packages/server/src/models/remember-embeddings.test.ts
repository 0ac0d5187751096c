import { describe, expect, it } from 'vitest';
import type { Embeddings } from './embeddings.js';
import { rememberEmbeddings } from './remember-embeddings.js';

const NEVER = new AbortController().signal;

function counting(dimensionOf = () => 2): Embeddings & { asked: string[][] } {
  const asked: string[][] = [];
  return { name: 'm', asked, check: async () => {}, embed: async (texts) => (asked.push([...texts]), texts.map((text) => new Float32Array(dimensionOf()).fill(text.length))) };
}

describe('rememberEmbeddings', () => {
  it('[VEC-5] asks only for texts that it does not know, each once, and keeps the order', async () => {
    const model = counting();
    const embeddings = rememberEmbeddings(model);
    await embeddings.embed(['a', 'bb'], NEVER);
    expect((await embeddings.embed(['ccc', 'bb', 'ccc', 'a'], NEVER)).map((vector) => vector[0])).toEqual([3, 2, 3, 1]);
    await embeddings.embed(['a'], NEVER);
    expect(model.asked).toEqual([['a', 'bb'], ['ccc']]);
  });

  it('[VEC-5] forgets what was longest unused when it holds too many numbers', async () => {
    const model = counting();
    const embeddings = rememberEmbeddings(model, 4);
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await embeddings.embed([text], NEVER);
    expect(model.asked.flat()).toEqual(['a', 'b', 'c', 'b']);
  });

  it('[VEC-5] never mixes the vectors of two models behind one name', async () => {
    let dimension = 2;
    const model = counting(() => dimension);
    const embeddings = rememberEmbeddings(model);
    await embeddings.embed(['a'], NEVER);
    dimension = 3;
    expect((await embeddings.embed(['a', 'b'], NEVER)).map(({ length }) => length)).toEqual([3, 3]);
    expect((await embeddings.embed(['a'], NEVER))[0]).toHaveLength(3);
  });

  it('[VEC-5] remembers no failure', async () => {
    let fails = true;
    const model = counting();
    const embeddings = rememberEmbeddings({ ...model, embed: (texts, signal) => (fails ? Promise.reject(new Error('no')) : model.embed(texts, signal)) });
    await expect(embeddings.embed(['a'], NEVER)).rejects.toThrow('no');
    fails = false;
    expect(await embeddings.embed(['a'], NEVER)).toHaveLength(1);
  });
});
