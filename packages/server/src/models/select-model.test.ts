import { describe, expect, it } from 'vitest';
import { GroundwireError } from '../base/errors.js';
import { selectForRequest, selectModel } from './select-model.js';

function refusalOf(run: () => unknown): GroundwireError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof GroundwireError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

const all = { MODEL_BASE_URL: 'http://localhost:11434/v1', MODEL_API_KEY: 'local', OPENAI_API_KEY: 'sk-openai', ANTHROPIC_API_KEY: 'sk-ant' };

describe('selectModel', () => {
  it('takes the first that is set: MODEL_BASE_URL, OPENAI_API_KEY, ANTHROPIC_API_KEY', () => {
    expect(selectModel({ ...all, MODEL: 'qwen3' })).toEqual({ provider: 'openai-compatible', model: 'qwen3', baseUrl: 'http://localhost:11434/v1', apiKey: 'local', chosenBy: 'MODEL_BASE_URL' });
    expect(selectModel({ ...all, MODEL_BASE_URL: ' ' })).toEqual({ provider: 'openai', model: 'gpt-4o-mini', baseUrl: 'https://api.openai.com/v1', apiKey: 'sk-openai', chosenBy: 'OPENAI_API_KEY' });
    expect(selectModel({ ANTHROPIC_API_KEY: 'sk-ant\n' })).toEqual({ provider: 'anthropic', model: 'claude-haiku-4-5', baseUrl: 'https://api.anthropic.com', apiKey: 'sk-ant', chosenBy: 'ANTHROPIC_API_KEY' });
  });

  it('extracts when nothing is set, and when MODEL is none', () => {
    expect(selectModel({})).toMatchObject({ provider: 'extractive', model: 'extractive' });
    expect(selectModel({ ...all, MODEL: 'None' })).toMatchObject({ provider: 'extractive', chosenBy: 'MODEL' });
    expect(selectModel({ MODEL: 'gpt-4o' })).toMatchObject({ provider: 'extractive' });
  });

  it('gives MODEL to the provider that serves', () => {
    expect(selectModel({ OPENAI_API_KEY: 'k', MODEL: 'gpt-4.1' })).toMatchObject({ provider: 'openai', model: 'gpt-4.1' });
    expect(selectModel({ ANTHROPIC_API_KEY: 'k', MODEL: 'claude-sonnet-4-5' })).toMatchObject({ provider: 'anthropic', model: 'claude-sonnet-4-5' });
  });

  it('asks Anthropic for a Claude where both keys are set', () => {
    expect(selectModel({ OPENAI_API_KEY: 'a', ANTHROPIC_API_KEY: 'b', MODEL: 'claude-sonnet-4-5' })).toMatchObject({ provider: 'anthropic', apiKey: 'b' });
  });

  it('never sends the key of one provider to another address', () => {
    expect(selectModel({ MODEL_BASE_URL: 'http://10.0.0.5:8000/v1', OPENAI_API_KEY: 'sk-openai' })).toMatchObject({ apiKey: undefined });
  });

  it.each(['localhost:11434', 'ftp://x/v1', 'http://', 'file:///etc/passwd'])('refuses %s as MODEL_BASE_URL', (address) => {
    const refusal = refusalOf(() => selectModel({ MODEL_BASE_URL: address }));
    expect(refusal.code).toBe('INVALID_REQUEST');
    expect(refusal.message).toContain('MODEL_BASE_URL');
  });

  it('drops the slash at the end of the address', () => {
    expect(selectModel({ MODEL_BASE_URL: 'http://localhost:1/v1//' })).toMatchObject({ baseUrl: 'http://localhost:1/v1' });
  });
});

describe('selectForRequest', () => {
  it('is the configured model when the request names nothing', () => {
    for (const override of [{}, { llm_provider: null, model: null }, { llm_provider: ' ', model: '' }]) {
      expect(selectForRequest(all, override)).toEqual(selectModel(all));
    }
  });

  it('takes another provider whose key is set, with its own default model', () => {
    expect(selectForRequest({ ...all, MODEL: 'qwen3' }, { llm_provider: 'Anthropic' })).toMatchObject({ provider: 'anthropic', model: 'claude-haiku-4-5', apiKey: 'sk-ant', chosenBy: 'the request' });
    expect(selectForRequest({ ...all, MODEL: 'qwen3' }, { llm_provider: 'openai-compatible' })).toMatchObject({ model: 'qwen3' });
    expect(selectForRequest(all, { llm_provider: 'openai', model: 'gpt-4.1' })).toMatchObject({ provider: 'openai', model: 'gpt-4.1' });
  });

  it('gives a bare model to the configured provider', () => {
    expect(selectForRequest({ ANTHROPIC_API_KEY: 'k' }, { model: 'claude-opus-4-1' })).toMatchObject({ provider: 'anthropic', model: 'claude-opus-4-1' });
  });

  it.each(['none', 'extractive', 'NONE'])('extracts when the request asks for %s', (name) => {
    expect(selectForRequest(all, { model: name })).toMatchObject({ provider: 'extractive' });
    expect(selectForRequest(all, { llm_provider: name })).toMatchObject({ provider: 'extractive' });
    expect(selectForRequest({}, { llm_provider: name })).toMatchObject({ provider: 'extractive' });
  });

  it.each([
    ['openai', 'OPENAI_API_KEY'],
    ['anthropic', 'ANTHROPIC_API_KEY'],
    ['openai-compatible', 'MODEL_BASE_URL'],
  ])('names the variable that %s needs', (provider, variable) => {
    const refusal = refusalOf(() => selectForRequest({}, { llm_provider: provider }));
    expect(refusal.code).toBe('INVALID_REQUEST');
    expect(refusal.message).toContain(`llm_provider "${provider}" needs ${variable}`);
  });

  it('lists the providers when it knows not the one that is asked for', () => {
    for (const name of ['gemini', '__proto__', 'constructor']) {
      expect(refusalOf(() => selectForRequest(all, { llm_provider: name })).message).toContain('openai, anthropic, openai-compatible, none');
    }
  });

  it('names the variables when a model is asked for and none is configured', () => {
    expect(refusalOf(() => selectForRequest({}, { model: 'gpt-4o' })).message).toMatch(/MODEL_BASE_URL.*OPENAI_API_KEY.*ANTHROPIC_API_KEY/);
  });

  it('lets no request reach a model that the operator has turned off', () => {
    expect(refusalOf(() => selectForRequest({ ...all, MODEL: 'none' }, { llm_provider: 'openai' })).message).toContain('MODEL');
    expect(refusalOf(() => selectForRequest({ ...all, MODEL: 'none' }, { model: 'gpt-4o' })).message).toContain('MODEL');
  });

  it('refuses names that no model has', () => {
    for (const model of ['x'.repeat(201), 'gpt\u0000', 'a\nb']) expect(refusalOf(() => selectForRequest(all, { model })).code).toBe('INVALID_REQUEST');
  });
});

describe('the way to go on with an answer', () => {
  it.each([
    [{ OPENAI_API_KEY: 'k', MODEL_CONTINUATION: 'reattach' as const }, 'reattach'],
    [{ OPENAI_API_KEY: 'k', MODEL_CONTINUATION: 'prefix' as const }, undefined],
    [{ ANTHROPIC_API_KEY: 'k', MODEL_CONTINUATION: 'reattach' as const }, undefined],
    [{ MODEL_BASE_URL: 'http://x/v1', MODEL_CONTINUATION: 'reattach' as const }, 'reattach'],
    [{ OPENAI_API_KEY: 'k' }, undefined],
  ])('of %j', (settings, continuation) => {
    expect(selectModel(settings)).toHaveProperty('provider');
    expect((selectModel(settings) as { continuation?: string }).continuation).toBe(continuation);
  });
});
