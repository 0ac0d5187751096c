import type { ServiceStatus } from '@groundwire/protocol';
import { useEffect } from 'react';
import { holdingsWords } from '../library/holdings-words.js';
import { server } from '../server.js';
import { useFetched } from '../shell/use-fetched.js';

const NAMES: Record<string, string> = { database: 'History', search: 'Web search', model: 'Writer', library: 'Library', session_log: 'Sessions' };
const STATUS_WORDS: Record<ServiceStatus, string> = { healthy: 'works', degraded: 'works in part', not_configured: 'not set up', unhealthy: 'does not work' };

/** What is set up and how it fares, in words; no setting that is a secret is known here. */
export function StatusPage() {
  const health = useFetched(() => server.health(), []);
  const library = useFetched(() => server.library.list({ limit: 1 }), []);
  useEffect(() => {
    document.title = 'Status · Groundwire';
  }, []);
  return (
    <div className="view flex flex-col gap-6">
      <div className="flex items-baseline justify-between">
        <h1 className="view-title">Status</h1>
        <button type="button" className="quiet-button" onClick={health.again}>
          Look again
        </button>
      </div>
      {health.state === 'failed' && <p className="failure">{health.reason}</p>}
      {health.state === 'there' && (
        <>
          <p>{health.value.status === 'healthy' ? 'Everything that is set up works.' : 'Some parts do not work as they should.'}</p>
          <dl className="rows">
            {Object.entries(health.value.services).map(([name, status]) => (
              <div key={name} className="row row-wrap">
                <dt className="row-title w-32 shrink-0">{NAMES[name] ?? name}</dt>
                <dd className={`health health-${status}`}>{STATUS_WORDS[status]}</dd>
                {health.value.details?.[name] !== undefined && <dd className="basis-full text-sm text-quiet wrap-anywhere">{health.value.details[name]}</dd>}
              </div>
            ))}
          </dl>
          <p className="text-sm text-quiet">
            Groundwire {health.value.version}
            {library.state === 'there' && ` · ${holdingsWords(library.value.collections)}`}
          </p>
        </>
      )}
      <section className="text-sm">
        <h2 className="mb-2 font-semibold">Keys</h2>
        <ul className="keys">
          <li>
            <kbd>/</kbd> goes to the box
          </li>
          <li>
            <kbd>Enter</kbd> asks, <kbd>Shift</kbd> + <kbd>Enter</kbd> breaks the line
          </li>
          <li>
            <kbd>Esc</kbd> stops an answer, or closes what is open beside it
          </li>
          <li>
            <kbd>U</kbd> lists the statements that are not backed in full
          </li>
        </ul>
      </section>
    </div>
  );
}
