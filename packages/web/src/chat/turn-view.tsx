import { memo, useCallback, useDeferredValue, useMemo } from 'react';
import { AnswerProvider } from '../answer/answer-context.js';
import { AnswerText } from '../answer/answer-text.js';
import { ownAddresses } from '../answer/own-address.js';
import { PlainTextInstead } from '../answer/plain-text-instead.js';
import { type ReadClaim, readClaims } from '../answer/read-claims.js';
import { SourceCards } from '../answer/source-cards.js';
import { Activity } from './activity.js';
import { AnswerActions } from './answer-actions.js';
import type { PanelContent } from './panel-content.js';
import { TurnFailure } from './turn-failure.js';
import type { Checkable, Turn } from './turn.js';

interface TurnViewProps {
  turn: Turn;
  onOpen: (content: PanelContent) => void;
  onRetry: (turn: Turn) => void;
  onEdit: (turn: Turn) => void;
}

/** A question, what is being done about it, the answer, and what it rests on. */
export const TurnView = memo(function TurnView({ turn, onOpen, onRetry, onEdit }: TurnViewProps) {
  const { final, status, sources, text } = turn;
  // The end of an answer redraws all of it; whoever types or scrolls meanwhile goes first.
  const shown = useDeferredValue(final);
  const settled = useDeferredValue(turn.settled);
  const checkable: Checkable = shown ?? settled;
  const claims = useMemo(() => readClaims(checkable.text, checkable.claims), [checkable]);
  const openSource = useCallback((number: number, claim: ReadClaim | null) => onOpen({ kind: 'source', turn: turn.key, number, claim }), [onOpen, turn.key]);
  const context = useMemo(() => {
    const { citations } = checkable;
    return { complete: shown !== null, claims, citations: new Map(citations.map((citation) => [citation.number, citation])), ownAddresses: ownAddresses([...citations, ...sources]), openSource };
  }, [checkable, shown, claims, sources, openSource]);
  return (
    <article className="turn" aria-labelledby={`${turn.key}-question`} aria-busy={status === 'running'} data-status={status}>
      <h2 id={`${turn.key}-question`} className="question" dir="auto">
        {turn.question}
      </h2>
      <Activity turn={turn} />
      <AnswerProvider value={context}>
        {text !== '' && (
          <PlainTextInstead text={text}>
            <AnswerText text={shown?.text ?? text} complete={shown !== null} />
          </PlainTextInstead>
        )}
        {(status === 'stopped' || status === 'failed') && <TurnFailure turn={turn} />}
        {status !== 'running' && <AnswerActions turn={turn} claims={claims} onOpen={onOpen} onRetry={() => onRetry(turn)} onEdit={() => onEdit(turn)} />}
        {shown !== null && <SourceCards answer={shown} />}
      </AnswerProvider>
    </article>
  );
});
