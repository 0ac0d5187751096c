import { useCallback, useEffect, useRef, useState } from 'react';
import { readClaims } from '../answer/read-claims.js';
import { UnsupportedList } from '../answer/unsupported-list.js';
import { SidePanel } from '../panel/side-panel.js';
import { SourcePanel } from '../panel/source-panel.js';
import { endWords } from '../words.js';
import { Composer } from './composer.js';
import { ConnectionNote } from './connection-note.js';
import type { PanelContent } from './panel-content.js';
import { TurnView } from './turn-view.js';
import type { Turn } from './turn.js';
import { useChat } from './use-chat.js';
import { useChatKeys } from './use-chat-keys.js';
import { usePinnedEnd } from './use-pinned-end.js';

/** A session: its turns, the box for the next question, and what stands beside. Must be given the session's id as key. */
export function ChatPage({ session_id }: { session_id: string }) {
  const { store, chat } = useChat(session_id);
  const { turns } = chat;
  const [draft, setDraft] = useState('');
  /** The turn whose question is being put in other words. */
  const [edited, setEdited] = useState<string | null>(null);
  const [panel, setPanel] = useState<PanelContent | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const running = turns.some(({ status }) => status === 'running');
  const { pinned, goToEnd } = usePinnedEnd(turns, running);

  const ask = useCallback(
    (question: string, replaced: string | null) => {
      setPanel(null);
      store.ask(question, replaced);
      goToEnd();
    },
    [store, goToEnd],
  );
  const askDraft = (question: string) => {
    write('');
    ask(question, edited);
  };
  const askAgain = useCallback(({ question, analysis_id }: Turn) => ask(question, analysis_id), [ask]);
  const edit = useCallback(({ question, analysis_id }: Turn) => {
    setDraft(question);
    setEdited(analysis_id);
    box.current?.focus();
  }, []);
  /** What is written into an empty box is a question of its own. */
  const write = (text: string) => {
    setDraft(text);
    if (text === '') setEdited(null);
  };
  useChatKeys({
    onStop: () => running && store.stop(),
    onUnsupported: () => {
      const last = turns.findLast(({ final, settled }) => (final ?? settled).claims.length > 0);
      if (last !== undefined) setPanel(panel?.kind === 'unsupported' ? null : { kind: 'unsupported', turn: last.key });
    },
  });
  useEffect(() => {
    document.title = turns[0] === undefined || turns[0].question === '' ? 'Groundwire' : `${turns[0].question} · Groundwire`;
  }, [turns]);

  return (
    <div className={panel === null ? 'chat' : 'chat chat-beside'}>
      <div className="column">
        <h1 className="unseen">Questions and answers</h1>
        {chat.loading && turns.length === 0 && <p className="text-quiet">Opening the session …</p>}
        {!chat.loading && turns.length === 0 && <p className="text-quiet">Nothing has been asked in this session yet.</p>}
        {turns.map((turn) => (
          <TurnView key={turn.key} turn={turn} onOpen={setPanel} onRetry={askAgain} onEdit={edit} />
        ))}
      </div>
      <Announcer turns={turns} />
      <div className="dock">
        <ConnectionNote link={chat.link} fault={chat.fault} awaited={running || chat.loading} />
        {running && !pinned && (
          <button type="button" className="to-end" onClick={goToEnd}>
            To the end ↓
          </button>
        )}
        <Composer value={draft} onChange={write} onAsk={askDraft} running={running} onStop={() => store.stop()} placeholder={turns.length === 0 ? 'Ask a question' : 'Ask a follow-up question'} boxRef={box} />
      </div>
      {panel !== null && <ChatPanel content={panel} turns={turns} onOpen={setPanel} onClose={() => setPanel(null)} />}
    </div>
  );
}

interface ChatPanelProps {
  content: PanelContent;
  turns: readonly Turn[];
  onOpen: (content: PanelContent) => void;
  onClose: () => void;
}

function ChatPanel({ content, turns, onOpen, onClose }: ChatPanelProps) {
  const turn = turns.find(({ key }) => key === content.turn);
  if (turn === undefined) return null;
  const { text, claims, citations } = turn.final ?? turn.settled;
  if (content.kind === 'source') {
    const citation = citations.find(({ number }) => number === content.number);
    if (citation === undefined) return null;
    return (
      <SidePanel title="Source" onClose={onClose}>
        <SourcePanel key={citation.id} citation={citation} claim={content.claim} />
      </SidePanel>
    );
  }
  return (
    <SidePanel title="Statements that are not backed in full" onClose={onClose}>
      <UnsupportedList
        claims={readClaims(text, claims)}
        onShow={(claim) => {
          const number = citations.find(({ id }) => claim.citations.includes(id))?.number;
          if (number !== undefined) onOpen({ kind: 'source', turn: content.turn, number, claim });
        }}
      />
    </SidePanel>
  );
}

/** Tells a screen reader the start and the end of an answer, not every word. */
function Announcer({ turns }: { turns: readonly Turn[] }) {
  const last = turns.at(-1);
  return (
    <div id="status" className="unseen" role="status" aria-live="polite">
      {last === undefined ? '' : announced(last)}
    </div>
  );
}

function announced({ status, final }: Turn): string {
  if (status === 'running') return 'Looking for an answer.';
  if (status === 'stopped') return 'Stopped.';
  return final === null ? '' : endWords(final.outcome, final.citations.length);
}
