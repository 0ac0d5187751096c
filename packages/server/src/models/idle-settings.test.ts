import { describe, expect, it } from 'vitest';
import { idleModelSettings } from './idle-settings.js';

describe('idleModelSettings', () => {
  it('says what is missing for MODEL_API_KEY, and never the key', () => {
    for (const settings of [{ MODEL_API_KEY: 'hunter2' }, { MODEL_API_KEY: 'hunter2', OPENAI_API_KEY: 'hunter3' }, { MODEL_API_KEY: 'hunter2', MODEL_BASE_URL: ' ' }]) {
      expect(idleModelSettings(settings)).toEqual([expect.stringMatching(/^MODEL_API_KEY has no effect without MODEL_BASE_URL(?!.*hunter)/)]);
    }
  });

  it('says that MODEL=none turns off what else is set', () => {
    expect(idleModelSettings({ MODEL: 'None', OPENAI_API_KEY: 'k' })).toEqual(['OPENAI_API_KEY has no effect, because MODEL turns language models off']);
    expect(idleModelSettings({ MODEL: 'none', MODEL_BASE_URL: 'http://x/v1', MODEL_API_KEY: 'k' })).toEqual(['MODEL_BASE_URL, MODEL_API_KEY have no effect, because MODEL turns language models off']);
  });

  it.each([
    [{}],
    [{ MODEL: 'none' }],
    [{ MODEL: ' ' }],
    // A server on this machine may have it.
    [{ MODEL: 'llama3.1:8b' }],
    [{ MODEL: 'm', MODEL_BASE_URL: 'http://x/v1' }],
    [{ MODEL_API_KEY: 'k', MODEL_BASE_URL: 'http://x/v1' }],
    [{ MODEL: 'm', OPENAI_API_KEY: 'k' }],
    [{ MODEL: 'm', ANTHROPIC_API_KEY: 'k' }],
    // A request may ask for the other provider.
    [{ MODEL_BASE_URL: 'http://x/v1', OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k' }],
  ])('has nothing to say of %j', (settings) => {
    expect(idleModelSettings(settings)).toEqual([]);
  });
});
