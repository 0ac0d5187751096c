import { describe, expect, it } from 'vitest';
import { takesPrefill } from './anthropic-prefill.js';

describe('whether a model of Anthropic goes on with an answer that the request begins', () => {
  it.each(['claude-haiku-4-5', 'claude-haiku-4-5-20251001', 'claude-sonnet-4-20250514', 'claude-opus-4-1', 'claude-3-5-sonnet-20241022', 'claude-3-opus-20240229', 'claude-2.1', 'claude-opus-4-0'])('%s does', (model) => {
    expect(takesPrefill(model)).toBe(true);
  });
  it.each(['claude-opus-4-6', 'claude-sonnet-4-6', 'claude-haiku-5', 'claude-opus-5-1', 'claude-sonnet-10-2', 'scripted', 'claude', 'claude-next'])('%s is not asked to', (model) => {
    expect(takesPrefill(model)).toBe(false);
  });
});
