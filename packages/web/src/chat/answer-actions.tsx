import { lazy, Suspense, useState } from 'react';
import { type ReadClaim, unsupported } from '../answer/read-claims.js';
import type { PanelContent } from './panel-content.js';
import type { Turn } from './turn.js';

const ExportMenu = lazy(async () => ({ default: (await import('../export/export-menu.js')).ExportMenu }));
const EvidenceView = lazy(async () => ({ default: (await import('../evidence/evidence-view.js')).EvidenceView }));

interface AnswerActionsProps {
  turn: Turn;
  claims: readonly ReadClaim[];
  onOpen: (content: PanelContent) => void;
  onRetry: () => void;
  onEdit: () => void;
}

/** What a reader can do with an answer: check it, take it along, ask again. */
export function AnswerActions({ turn, claims, onOpen, onRetry, onEdit }: AnswerActionsProps) {
  const [mapped, setMapped] = useState(false);
  const { final } = turn;
  const doubtful = unsupported(claims).length;
  return (
    <>
      <div className="actions">
        {claims.length > 0 && (
          <button type="button" className="action" data-unsupported={doubtful} onClick={() => onOpen({ kind: 'unsupported', turn: turn.key })}>
            {doubtful === 0 ? `All ${claims.length} statements backed` : `${claims.length - doubtful} of ${claims.length} statements backed`}
          </button>
        )}
        {final !== null && final.citations.length > 0 && (
          <button type="button" className="action" aria-expanded={mapped} onClick={() => setMapped(!mapped)}>
            Evidence map
          </button>
        )}
        {final !== null && (
          <Suspense fallback={<span className="action">Copy or save</span>}>
            <ExportMenu question={turn.question} answer={final} />
          </Suspense>
        )}
        <button type="button" className="action" onClick={onRetry}>
          {turn.status === 'done' ? 'Ask again' : 'Try again'}
        </button>
        <button type="button" className="action" onClick={onEdit}>
          Edit
        </button>
      </div>
      {mapped && final !== null && (
        <Suspense fallback={<p className="text-quiet">…</p>}>
          <EvidenceView answer={final} claims={claims} />
        </Suspense>
      )}
    </>
  );
}
