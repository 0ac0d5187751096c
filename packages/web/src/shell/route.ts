/** Where the reader is, as the address says. Pure. */
export type Route = { view: 'home'; question: string } | { view: 'chat'; session_id: string } | { view: 'library' } | { view: 'history' } | { view: 'status' } | { view: 'nowhere' };

const VIEW = /(?:chat\/([^/]+)|library|history|status)\/?$/;

/** The path that the page lives under, with a slash at its end: `/`, or the prefix of a proxy. */
export function rootOf(pathname: string): string {
  const own = pathname.replace(VIEW, '');
  return own.slice(0, own.lastIndexOf('/') + 1);
}

export function routeOf(pathname: string, search: string): Route {
  const [view, session] = VIEW.exec(pathname) ?? [];
  if (session !== undefined) return isSessionId(session) ? { view: 'chat', session_id: session } : { view: 'nowhere' };
  const name = view?.replace('/', '');
  if (name === 'library' || name === 'history' || name === 'status') return { view: name };
  if (!pathname.endsWith('/')) return { view: 'nowhere' };
  // A question in the address is put into the box, never asked by itself.
  return { view: 'home', question: new URLSearchParams(search).get('q') ?? '' };
}

/** The address of a view below `root`. */
export function addressOf(root: string, route: Route): string {
  switch (route.view) {
    case 'nowhere':
      return root;
    case 'home':
      return route.question === '' ? root : `${root}?q=${encodeURIComponent(route.question)}`;
    case 'chat':
      return `${root}chat/${route.session_id}`;
    case 'library':
    case 'history':
    case 'status':
      return `${root}${route.view}`;
  }
}

function isSessionId(text: string): boolean {
  return /^[A-Za-z0-9._:-]{1,128}$/.test(text);
}
