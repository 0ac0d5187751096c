import { describe, expect, it } from 'vitest';
import { createModel } from './create-model.js';
import { type RemoteSelection, selectModel } from './select-model.js';

describe('createModel', () => {
  it.each([
    [{ MODEL_BASE_URL: 'http://localhost:1/v1', MODEL: 'qwen3' }, 'openai-compatible', 'qwen3'],
    [{ OPENAI_API_KEY: 'k' }, 'openai', 'gpt-4o-mini'],
    [{ ANTHROPIC_API_KEY: 'k' }, 'anthropic', 'claude-haiku-4-5'],
  ])('makes of %j a model of %s', (settings, provider, model) => {
    expect(createModel(selectModel(settings) as RemoteSelection)).toMatchObject({ provider, model });
  });
});
