import type { HistoryResponse } from '@groundwire/protocol';
import { useDeferredValue, useEffect, useState } from 'react';
import { plainText } from '../answer/read-claims.js';
import { server } from '../server.js';
import { ConfirmButton } from '../shell/confirm-button.js';
import { firstPages } from '../shell/first-pages.js';
import { useFetched } from '../shell/use-fetched.js';
import { ViewLink } from '../shell/view-link.js';
import { readableTime } from '../words.js';

const PAGE = 30;
/** As many as the server gives at once. */
const MOST = 100;

/** Past questions, newest first: finding one, going back to its session, deleting it. */
export function HistoryPage() {
  const [wanted, setWanted] = useState('');
  const [wantedCount, setWantedCount] = useState(PAGE);
  const q = useDeferredValue(wanted.trim());
  const history = useFetched(() => firstPages(wantedCount, MOST, (limit, offset) => server.history({ limit, offset, ...(q === '' ? {} : { q }) })), [wantedCount, q]);
  useEffect(() => {
    document.title = 'History · Groundwire';
  }, []);
  const remove = async (analysis_id: string) => {
    await server.deleteAnalysis(analysis_id);
    history.again();
  };
  const analyses = history.state === 'there' ? history.value.flatMap((page) => page.analyses) : [];
  return (
    <div className="view flex flex-col gap-6">
      <h1 className="view-title">History</h1>
      <input type="search" className="search" aria-label="Search in past questions" placeholder="Search in past questions" value={wanted} onChange={({ target }) => setWanted(target.value)} />
      {history.state === 'failed' && <p className="failure">{history.reason}</p>}
      {history.state === 'there' && (
        <>
          {analyses.length === 0 && <p className="text-quiet">{q === '' ? 'Nothing has been asked yet.' : 'No question holds these words.'}</p>}
          <ul className="rows">
            {analyses.map((entry) => (
              <Entry key={entry.analysis_id} entry={entry} onRemove={() => remove(entry.analysis_id)} />
            ))}
          </ul>
          {history.value.at(-1)?.has_more === true && (
            <button type="button" className="quiet-button self-center" onClick={() => setWantedCount(wantedCount + PAGE)}>
              Show more
            </button>
          )}
        </>
      )}
    </div>
  );
}

type HistoryEntry = HistoryResponse['analyses'][number];
const STATUS_WORDS: Record<HistoryEntry['status'], string | null> = { queued: 'waiting', processing: 'being answered', completed: null, failed: 'failed', cancelled: 'stopped' };

function Entry({ entry, onRemove }: { entry: HistoryEntry; onRemove: () => Promise<void> }) {
  const { session_id, query_text, summary, created_at, status } = entry;
  return (
    <li className="row">
      <ViewLink route={{ view: 'chat', session_id }} className="row-main">
        <span className="row-title">{query_text}</span>
        {summary !== null && <span className="line-clamp-2 text-sm text-quiet">{plainText(summary)}</span>}
        <span className="row-facts">{[readableTime(created_at), STATUS_WORDS[status]].filter((fact) => fact !== null).join(' · ')}</span>
      </ViewLink>
      <ConfirmButton verb="Delete" thing={`"${query_text}"`} onConfirm={onRemove} />
    </li>
  );
}
