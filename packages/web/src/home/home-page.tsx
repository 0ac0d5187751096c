import { useEffect, useRef, useState } from 'react';
import { Composer } from '../chat/composer.js';
import { askOnArrival } from '../chat/use-chat.js';
import { holdingsWords, ownDocuments } from '../library/holdings-words.js';
import { server } from '../server.js';
import { newSessionId } from '../shell/new-session-id.js';
import { goTo } from '../shell/use-route.js';
import { ViewLink } from '../shell/view-link.js';
import { useFetched } from '../shell/use-fetched.js';

/** The empty page: a box, and questions that the library answers. `question` is put into the box. */
export function HomePage({ question }: { question: string }) {
  const [draft, setDraft] = useState(question);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    document.title = 'Groundwire';
    box.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="home">
      <h1 className="home-title">What would you like to know?</h1>
      <Composer value={draft} onChange={setDraft} onAsk={askInNewSession} placeholder="Ask your documents and the web" boxRef={box} />
      <Examples />
      <Holdings />
    </div>
  );
}

function askInNewSession(question: string): void {
  const session_id = newSessionId();
  askOnArrival(session_id, question);
  goTo({ view: 'chat', session_id });
}

function Examples() {
  const questions = useFetched(() => server.library.examples(), []);
  if (questions.state !== 'there' || questions.value.length === 0) return null;
  return (
    <section aria-label="Example questions" className="examples">
      {questions.value.slice(0, 4).map((question) => (
        <button key={question} type="button" className="example" onClick={() => askInNewSession(question)}>
          {question}
        </button>
      ))}
    </section>
  );
}

/** What the answers will be taken from. */
function Holdings() {
  const library = useFetched(() => server.library.list({ limit: 1 }), []);
  if (library.state !== 'there') return null;
  const { collections } = library.value;
  return (
    <p className="home-note">
      {holdingsWords(collections)} <ViewLink route={{ view: 'library' }}>{ownDocuments(collections) === 0 ? 'Add documents' : 'Open the library'}</ViewLink>
    </p>
  );
}
