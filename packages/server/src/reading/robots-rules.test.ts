import { describe, expect, it } from 'vitest';
import { RobotsRules } from './robots-rules.js';

const allows = (contents: string, path: string, agent = 'Groundwire') => new RobotsRules(contents, agent).allows(new URL(path, 'https://site.test/'));

describe('rules of robots.txt', () => {
  it.each([
    ['nothing is said', '', '/a', true],
    ['nobody is named', 'Disallow: /', '/a', true],
    ['everybody', 'User-agent: *\nDisallow: /a', '/ab', false],
    ['another path', 'User-agent: *\nDisallow: /a', '/b', true],
    ['no path', 'User-agent: *\nDisallow:', '/a', true],
    ['the own name before everybody', 'User-agent: *\nDisallow: /\n\nUser-agent: GROUNDWIRE/2.0\nDisallow: /x', '/a', true],
    ['a name without rules', 'User-agent: *\nDisallow: /\n\nUser-agent: groundwire', '/a', true],
    ['another program', 'User-agent: otherbot\nDisallow: /', '/a', true],
    ['a longer name', 'User-agent: groundwire-news\nDisallow: /', '/a', true],
    ['names one after the other', 'User-agent: otherbot\nUser-agent: groundwire\nDisallow: /', '/a', false],
    ['other records between names', 'User-agent: otherbot\nSitemap: https://site.test/s.xml\nUser-agent: groundwire\nCrawl-delay: 5\nDisallow: /', '/a', false],
    ['groups of one name, in two places', 'User-agent: groundwire\nDisallow: /a\n\nUser-agent: b\nDisallow: /\n\nUser-agent: groundwire\nDisallow: /c', '/c', false],
    ['the longest decides', 'User-agent: *\nAllow: /p\nDisallow: /', '/page', true],
    ['the longest decides, in whatever order', 'User-agent: *\nDisallow: /folder\nAllow: /folder/page', '/folder/page', true],
    ['of two as long, allow', 'User-agent: *\nDisallow: /page\nAllow: /page', '/page', true],
    ['an asterisk', 'User-agent: *\nDisallow: /*.php', '/a/index.php?x=1', false],
    ['an end', 'User-agent: *\nDisallow: /*.php$', '/a/index.php?x=1', true],
    ['an end that is reached', 'User-agent: *\nDisallow: /*.php$', '/a.php/index.php', false],
    ['an end after an asterisk', 'User-agent: *\nDisallow: /a*$', '/abc', false],
    ['an end of a plain path', 'User-agent: *\nDisallow: /a$', '/ab', true],
    ['an end that would overlap', 'User-agent: *\nDisallow: /aba*ba$', '/aba', true],
    ['a dollar in the middle', 'User-agent: *\nDisallow: /a$b', '/a$b', false],
    ['several asterisks', 'User-agent: *\nDisallow: /*a**b*c', '/xaxxbxc', false],
    ['several asterisks out of order', 'User-agent: *\nDisallow: /*a*b*c', '/xcxbxa', true],
    ['a query', 'User-agent: *\nDisallow: /*?sort=', '/list?sort=up', false],
    ['letters escaped and not', 'User-agent: *\nDisallow: /caf%c3%a9', '/café', false],
    ['letters not escaped and escaped', 'User-agent: *\nDisallow: /café', '/caf%C3%A9', false],
    ['what need not be escaped', 'User-agent: *\nDisallow: /%7Ejoe', '/~joe', false],
    ['an escaped slash is none', 'User-agent: *\nDisallow: /a/b', '/a%2Fb', true],
    ['half a character', 'User-agent: *\nDisallow: /\uD83D', '/a', true],
    ['its own file', 'User-agent: *\nDisallow: /', '/robots.txt', true],
    ['comments, spaces, a mark, old line ends', '\uFEFF  User-Agent : *  # all\r# nothing\rDISALLOW :  /a  # here', '/a', false],
  ])('%s', (_, contents, path, expected) => {
    expect(allows(contents, path)).toBe(expected);
  });

  // Trying every place of every asterisk takes more than a minute.
  it('take no longer for contrived rules and addresses than for as many plain ones', () => {
    const contrived = `User-agent: *\n${`Disallow: /${'*a'.repeat(1000)}b$\n`.repeat(240)}`;
    const named = `${'User-agent: x\n'.repeat(15_000)}User-agent: *\n${'Disallow: /a\n'.repeat(20_000)}`;
    const path = `/${'a'.repeat(28_000)}`;
    expect(allows(contrived, path)).toBe(true);
    expect(allows(named, path)).toBe(false);
  });
});
