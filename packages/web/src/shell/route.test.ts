import { describe, expect, it } from 'vitest';
import { addressOf, rootOf, routeOf } from './route.js';

describe('where the page is', () => {
  it.each([
    ['/', '/'],
    ['/chat/abc', '/'],
    ['/library', '/'],
    ['/answers/', '/answers/'],
    ['/answers/chat/page_1', '/answers/'],
    ['/answers/status/', '/answers/'],
  ])('finds the root of %s', (pathname, root) => {
    expect(rootOf(pathname)).toBe(root);
  });

  it('reads its views, and takes no session that none can have', () => {
    expect(routeOf('/chat/page_1f.a:b-c', '')).toEqual({ view: 'chat', session_id: 'page_1f.a:b-c' });
    expect(routeOf('/chat/%3Cscript%3E', '')).toEqual({ view: 'nowhere' });
    expect(routeOf('/nope', '?q=a')).toEqual({ view: 'nowhere' });
    expect(routeOf('/answers/history', '')).toEqual({ view: 'history' });
    expect(routeOf('/', '?q=Why%20%3Cb%3E%3F')).toEqual({ view: 'home', question: 'Why <b>?' });
  });

  it('leads back to where it came from', () => {
    for (const route of [{ view: 'chat', session_id: 'a.b' }, { view: 'library' }, { view: 'home', question: 'a & b' }] as const) {
      const url = new URL(addressOf('/p/', route), 'http://host');
      expect(routeOf(url.pathname, url.search)).toEqual(route);
    }
  });
});
