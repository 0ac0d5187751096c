import type { MouseEvent, ReactNode } from 'react';
import { ROOT } from '../server.js';
import { addressOf, type Route } from './route.js';
import { goTo } from './use-route.js';

interface ViewLinkProps {
  route: Route;
  className?: string;
  current?: boolean;
  children: ReactNode;
}

/** A real link to a view of the page: it can be copied and opened in another tab, and a plain click loads nothing. */
export function ViewLink({ route, className, current, children }: ViewLinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goTo(route);
  };
  return (
    <a href={addressOf(ROOT, route)} className={className} aria-current={current === true ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  );
}
