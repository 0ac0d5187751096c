import type { Citation } from '@groundwire/protocol';
import { readableDate } from '../words.js';
import { timeLine } from './time-line.js';

interface TimeLineViewProps {
  citations: readonly Citation[];
  onOpen: (number: number) => void;
}

const ROW_REM = 2.25;

/** The sources by the day on which they were published. */
export function TimeLineView({ citations, onOpen }: TimeLineViewProps) {
  const { points, undated, from, to } = timeLine(citations);
  const rows = Math.max(...points.map(({ row }) => row), 0) + 1;
  return (
    <div className="time-line">
      {points.length === 0 ? (
        <p className="text-quiet">None of these sources says when it was published.</p>
      ) : (
        <>
          <div className="time-axis" style={{ height: `${rows * ROW_REM + 0.5}rem` }}>
            {points.map(({ citation, share, row }) => (
              <button
                key={citation.id}
                type="button"
                className="time-point"
                style={{ insetInlineStart: `${share * 100}%`, bottom: `${row * ROW_REM + 0.5}rem` }}
                title={`${citation.title}, ${readableDate(citation.published_at) ?? ''}`}
                aria-label={`Source ${citation.number}, ${readableDate(citation.published_at) ?? ''}: ${citation.title}`}
                onClick={() => onOpen(citation.number)}
              >
                {citation.number}
              </button>
            ))}
          </div>
          <p className={`flex text-sm text-quiet ${from === to ? 'justify-center' : 'justify-between'}`}>
            <span>{readableDate(from)}</span>
            {from !== to && <span>{readableDate(to)}</span>}
          </p>
        </>
      )}
      {undated.length > 0 && <p className="mt-3 text-sm text-quiet">Without a date: {undated.map(({ number, title }) => `${number}. ${title}`).join('; ')}</p>}
    </div>
  );
}
