import { useSyncExternalStore } from 'react';
import { ROOT } from '../server.js';
import { addressOf, type Route, routeOf } from './route.js';

const listeners = new Set<() => void>();
let current = routeOf(location.pathname, location.search);

function changed(): void {
  // What had the focus goes with the view that it stood in. The new view may take it from there.
  document.getElementById('main')?.focus({ preventScroll: true });
  current = routeOf(location.pathname, location.search);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', changed);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('popstate', changed);
  };
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => current);
}

/** Goes to a view without loading the page anew. */
export function goTo(route: Route): void {
  history.pushState(null, '', addressOf(ROOT, route));
  changed();
  scrollTo(0, 0);
}
