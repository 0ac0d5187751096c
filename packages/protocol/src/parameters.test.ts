import { describe, expect, it } from 'vitest';
import { analysisParametersSchema } from './parameters.js';

const faultsOf = (urls: unknown) => analysisParametersSchema.safeParse({ urls }).error?.issues.map(({ message }) => message) ?? [];

describe('parameters.urls', () => {
  it.each([[['https://example.org/a?b=c#d']], [['http://example.org', 'HTTPS://EXAMPLE.ORG/ä']], [Array.from({ length: 10 }, (_, index) => `https://example.org/${index}`)]])('takes %j', (urls) => {
    expect(analysisParametersSchema.parse({ urls })).toEqual({ urls });
  });

  it.each([
    [[], /at least one page/],
    [Array.from({ length: 11 }, () => 'https://example.org/'), /at most 10 pages/],
    [['ftp://example.org/'], /whole http:\/\/ or https:\/\/ addresses/],
    [['example.org'], /whole http/],
    [['javascript:alert(1)'], /whole http/],
    [['http://'], /whole http/],
    [['https://user:secret@example.org/'], /without a user name or password/],
    [[`https://example.org/${'a'.repeat(2_048)}`], /at most 2048 characters/],
  ])('[ENG-11] refuses %j in words', (urls, why) => {
    const faults = faultsOf(urls);
    expect(faults.join()).toMatch(why);
    expect(faults.join()).not.toContain('secret');
  });

  it('[ENG-11] takes a list in which one address is good', () => {
    const urls = ['ftp://example.org/', 'https://example.org/'];
    expect(analysisParametersSchema.parse({ urls })).toEqual({ urls });
    expect(faultsOf(['ftp://example.org/', 'example.org'])).toHaveLength(1);
  });

  it('refuses what is no list of texts', () => {
    expect(faultsOf('https://example.org/')).not.toEqual([]);
    expect(faultsOf([1])).not.toEqual([]);
  });
});
