import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCommand } from './codec.js';

const message = (text: string): string => {
  const decoded = decodeCommand(text);
  if (decoded.ok) throw new Error(`${text} was understood`);
  return decoded.message;
};

describe('decodeCommand', () => {
  it('reads the commands, and keeps what it does not know of them', () => {
    expect(decodeCommand('{"type":"query","query":"Why?","parameters":{"days":3,"own":1},"client_request_id":"r"}')).toEqual({
      ok: true,
      command: { type: 'query', query: 'Why?', parameters: { days: 3, own: 1 }, client_request_id: 'r' },
    });
    expect(decodeCommand('{"type":"pong","timestamp":"x"}')).toMatchObject({ ok: true, command: { type: 'pong' } });
    expect(decodeCommand('ping')).toEqual({ ok: true, command: { type: 'text_ping' } });
  });

  it.each([
    ['', /not JSON/],
    ['{"type":"query"', /not JSON/],
    ['[]', /JSON object/],
    ['null', /JSON object/],
    ['{}', /no "type"/],
    ['{"type":"dance"}', /Unknown message type "dance".*query, cancel/],
    ['{"type":"query"}', /^query: /],
    ['{"type":"query","query":"  "}', /^query: Query cannot be empty/],
    [`{"type":"query","query":"${'a'.repeat(501)}"}`, /^query: Query too long. Maximum length is 500 characters/],
    ['{"type":"query","query":"Why?","parameters":{"days":0}}', /^parameters\.days: /],
    ['{"type":"query","query":"Why?","parameters":{"mode":"slow"}}', /^parameters\.mode: /],
  ])('says what is wrong with %s', (text, expected) => {
    expect(message(text)).toMatch(expected);
  });

  it('counts characters, not UTF-16 units', () => {
    expect(decodeCommand(JSON.stringify({ type: 'query', query: '🦉'.repeat(500) })).ok).toBe(true);
    expect(message(JSON.stringify({ type: 'query', query: '🦉'.repeat(501) }))).toMatch(/too long/);
  });

  it('never throws, whatever it is sent', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void expect(typeof decodeCommand(text).ok).toBe('boolean')));
  });
});
