import { counted, progressWords } from '../words.js';
import type { FoundSource, Turn } from './turn.js';

/** What is being searched and read, in words, with each source as it is found, read or failed. */
export function Activity({ turn }: { turn: Turn }) {
  const { sources, status, text } = turn;
  const running = status === 'running';
  if (!running && sources.length === 0) return null;
  if (running && text === '') return <RunningActivity turn={turn} />;
  const read = sources.filter(({ state }) => state === 'read').length;
  const failed = sources.filter(({ state }) => state === 'failed').length;
  const summary = [`${counted(sources.length, 'source')} found`, `${read} read`, ...(failed === 0 ? [] : [`${failed} failed`])].join(', ');
  return (
    <details className="activity">
      <summary>
        {running && <span className="breathing" aria-hidden="true" />}
        {running ? `Writing · ${summary}` : summary}
      </summary>
      <SourceLines sources={sources} />
    </details>
  );
}

function RunningActivity({ turn }: { turn: Turn }) {
  return (
    <div className="activity">
      <p className="progress">
        <span className="breathing" aria-hidden="true" />
        {progressWords(turn.progress, turn.providers)} …
      </p>
      <SourceLines sources={turn.sources} />
    </div>
  );
}

const STATE_WORDS = { found: 'found', read: 'read', failed: 'not read' } as const;

function SourceLines({ sources }: { sources: readonly FoundSource[] }) {
  return (
    <ul className="source-lines">
      {sources.map(({ source_id, title, domain, state, words, reason }) => (
        <li key={source_id} className={`source-line source-line-${state}`}>
          <span className="source-dot" aria-hidden="true" />
          <span className="truncate">{title}</span>
          <span className="shrink-0 text-quiet">{domain === 'library' ? 'library' : domain}</span>
          <span className="shrink-0 text-quiet">{words === null ? STATE_WORDS[state] : `${STATE_WORDS[state]}, ${counted(words, 'word')}`}</span>
          {reason !== null && <span className="source-reason">{reason}</span>}
        </li>
      ))}
    </ul>
  );
}
