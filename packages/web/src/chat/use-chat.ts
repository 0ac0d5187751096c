import { useEffect, useState, useSyncExternalStore } from 'react';
import { ChatStore } from './chat-store.js';

/** Questions that were put to a new session before its view was there. */
const waiting = new Map<string, string>();

/** Asks as soon as the view of the session is open. */
export function askOnArrival(session_id: string, question: string): void {
  waiting.set(session_id, question);
}

function openStore(session_id: string): ChatStore {
  const question = waiting.get(session_id) ?? null;
  waiting.delete(session_id);
  return new ChatStore(session_id, question);
}

/** The store of a session, for as long as its view is shown: the view must have the session's id as its key. */
export function useChat(session_id: string) {
  const [store] = useState(() => openStore(session_id));
  useEffect(() => () => store.close(), [store]);
  const chat = useSyncExternalStore(
    (listener) => store.subscribe(listener),
    () => store.chat,
  );
  return { store, chat };
}
