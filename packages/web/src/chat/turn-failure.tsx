import type { Turn } from './turn.js';

/** Why there is no answer, or not the whole of it. */
export function TurnFailure({ turn: { status, text, failure } }: { turn: Turn }) {
  if (status === 'stopped') return <p className="note">Stopped.{text !== '' && ' The text above is not complete.'}</p>;
  return (
    <p className="failure" role="alert">
      {failure?.message}
      {text !== '' && ' The text above is not complete.'}
    </p>
  );
}
