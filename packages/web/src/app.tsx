import { lazy, Suspense, useEffect } from 'react';
import { ChatPage } from './chat/chat-page.js';
import { isWriting } from './chat/use-chat-keys.js';
import { HomePage } from './home/home-page.js';
import type { Route } from './shell/route.js';
import { useRoute } from './shell/use-route.js';
import { ViewLink } from './shell/view-link.js';

const LibraryPage = lazy(async () => ({ default: (await import('./library/library-page.js')).LibraryPage }));
const HistoryPage = lazy(async () => ({ default: (await import('./history/history-page.js')).HistoryPage }));
const StatusPage = lazy(async () => ({ default: (await import('./status/status-page.js')).StatusPage }));

const VIEWS = [
  ['library', 'Library'],
  ['history', 'History'],
  ['status', 'Status'],
] as const;

/** The frame of the page: its name, the ways to its views, and the view that the address names. */
export function App() {
  const route = useRoute();
  useEffect(() => {
    addEventListener('keydown', focusQuestion);
    return () => removeEventListener('keydown', focusQuestion);
  }, []);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <ViewLink route={{ view: 'home', question: '' }} className="brand">
          Groundwire
        </ViewLink>
        <nav className="nav" aria-label="Views">
          {VIEWS.map(([view, name]) => (
            <ViewLink key={view} route={{ view }} className="nav-link" current={route.view === view}>
              {name}
            </ViewLink>
          ))}
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        <Suspense fallback={null}>
          <View route={route} />
        </Suspense>
      </main>
    </>
  );
}

function View({ route }: { route: Route }) {
  switch (route.view) {
    case 'home':
      return <HomePage question={route.question} />;
    case 'nowhere':
      return <Nowhere />;
    case 'chat':
      return <ChatPage key={route.session_id} session_id={route.session_id} />;
    case 'library':
      return <LibraryPage />;
    case 'history':
      return <HistoryPage />;
    case 'status':
      return <StatusPage />;
  }
}

/** At an address that no view has. */
function Nowhere() {
  useEffect(() => {
    document.title = 'Nothing here · Groundwire';
  }, []);
  return (
    <div className="view flex flex-col gap-4">
      <h1 className="view-title">There is nothing here</h1>
      <p>
        No view of Groundwire has this address. <ViewLink route={{ view: 'home', question: '' }}>Ask a question</ViewLink>
      </p>
    </div>
  );
}

/** `/` goes to the box of the view, from anywhere but another box. */
function focusQuestion(event: KeyboardEvent): void {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const box = document.querySelector<HTMLElement>('#question, [type=search]');
  if (box === null) return;
  event.preventDefault();
  box.focus();
}
