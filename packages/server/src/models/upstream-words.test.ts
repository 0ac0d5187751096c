import { describe, expect, it } from 'vitest';
import { cleanForeignText, kindOf, wordsOfErrorBody } from './upstream-words.js';

describe('wordsOfErrorBody', () => {
  it.each([
    ['{"error":{"message":"No such model","type":"invalid_request_error"}}', 'No such model'],
    ['{"error":"model not found"}', 'model not found'],
    ['{"message":"busy"}', 'busy'],
    ['{"detail":"Not Found"}', 'Not Found'],
    ['{"detail":[{"loc":["body"],"msg":"field required"}]}', 'field required'],
    ['{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}', 'Overloaded'],
    ['upstream connect error', 'upstream connect error'],
    ['<!DOCTYPE html><html><body>Bad gateway</body></html>', ''],
    ['{"error":{"message":5}}', ''],
    ['{}', ''],
    ['null', ''],
    ['', ''],
  ])('%s says %j', (body, expected) => {
    expect(wordsOfErrorBody(body, undefined)).toBe(expected);
  });
});

describe('cleanForeignText', () => {
  it.each([
    ['Incorrect API key provided: sk-proj-abc***********wxyz. See https://example.com/keys', 'Incorrect API key provided: [key]'],
    ['header was Bearer abcdef123456', 'header was [key]'],
    ['token AKIA0123456789ABCDEFGHIJKLMNOPQRSTUV was refused', 'token [key] was refused'],
    ['my secret is pa55word!x and so on', 'my secret is [key] and so on'],
    ['no route to postgres://app:wx@yz!9@db.internal:5432/prompts', 'no route to postgres://[key]@db.internal:5432/prompts'],
    ['GET http://db.internal/?password=wxyz&a=1 failed', 'GET http://db.internal/?password=[key]&a=1 failed'],
    ['{"api_key": "wxyz"}', '{"api_key": "[key]"}'],
    [`over ${'x'.repeat(900)} postgres://app:wxyz@db ${'x'.repeat(90)}`, 'postgres://[key]@db'],
  ])('takes out what looks like a key: %s', (text, expected) => {
    expect(cleanForeignText(text, 'pa55word!x')).toContain(expected);
    expect(cleanForeignText(text, 'pa55word!x')).not.toMatch(/wx@?yz|yz!|abcdef|AKIA|pa55/);
  });

  it('leaves names of models alone', () => {
    expect(cleanForeignText('The model claude-haiku-4-5-20251001 does not exist', undefined)).toBe('The model claude-haiku-4-5-20251001 does not exist');
  });

  it('finds a key that invisible characters cut up', () => {
    expect(cleanForeignText('key: my\u200Bsecret\u00ADvalue', 'mysecretvalue')).toBe('key: [key]');
  });

  it('gives one short line without control characters', () => {
    const clean = cleanForeignText(`a\u0000b\u001b[31m\r\n${'word '.repeat(1000)}`, undefined);
    expect(clean).toMatch(/^a b \[31m word word/);
    expect(clean.length).toBeLessThanOrEqual(1001);
  });

  it('is quick on text that is made to be slow', () => {
    const started = performance.now();
    for (const text of ['sk-'.repeat(9000), 'a-'.repeat(9000), `key${'0'.repeat(9000)}!`, ' '.repeat(20000), '://a'.repeat(5000), 'password='.repeat(3000), `password${' '.repeat(9000)}`]) cleanForeignText(text, 'k'.repeat(10));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('kindOf', () => {
  it('joins type and code', () => {
    expect(kindOf({ error: { type: 'Rate_Limit', code: 429 } })).toBe('rate_limit 429');
    expect(kindOf({ error: 'text' })).toBe('');
    expect(kindOf(null)).toBe('');
  });
});
