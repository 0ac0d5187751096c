import type { DocumentResponse, Quote } from '@groundwire/protocol';
import { useEffect, useMemo, useRef, useState } from 'react';
import { excerptAround, findQuotes, type ShownBlock } from './excerpt.js';

interface DocumentViewProps {
  document: DocumentResponse;
  quotes: ReadonlyArray<Pick<Quote, 'text' | 'start' | 'end'> & { other?: boolean }>;
  /** Of the text that the quotes were taken from. */
  contentHash?: string;
}

const REACH = 600;

/** A document's text with quotes marked: what stands around them, or on demand the whole. */
export function DocumentView({ document, quotes, contentHash }: DocumentViewProps) {
  const [whole, setWhole] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const marks = useMemo(() => findQuotes(document.text, quotes), [document, quotes]);
  const excerpt = useMemo(() => excerptAround(document, marks, whole ? Number.POSITIVE_INFINITY : REACH), [document, marks, whole]);
  useEffect(() => {
    void frame.current?.querySelector('mark:not(.mark-other)')?.scrollIntoView({ block: 'center' });
  }, [document, marks, whole]);
  return (
    <section ref={frame} aria-label="Text of the source" className="document">
      {contentHash !== undefined && contentHash !== document.content_hash && <p className="note">This source has changed since it was cited. {marks.length < quotes.length && 'What was quoted no longer stands in it.'}</p>}
      {excerpt.cutBefore && <Ellipsis />}
      {excerpt.blocks.map((block) => (
        <BlockView key={block.start} block={block} />
      ))}
      {excerpt.cutAfter && <Ellipsis />}
      {(excerpt.cutBefore || excerpt.cutAfter) && (
        <button type="button" className="link-button mt-3" onClick={() => setWhole(true)}>
          Show the whole text
        </button>
      )}
    </section>
  );
}

function Ellipsis() {
  return <p className="text-quiet">…</p>;
}

function BlockView({ block }: { block: ShownBlock }) {
  const text = block.pieces.map((piece, index) => (piece.marked === false ? piece.text : <mark key={index} className={piece.marked === 'other' ? 'mark-other' : undefined}>{piece.text}</mark>));
  switch (block.kind) {
    case 'heading':
      return (
        <p className="document-heading" dir="auto">
          {text}
        </p>
      );
    case 'code':
    case 'table':
      return <pre tabIndex={0}>{text}</pre>;
    case 'list_item':
      return (
        <p className="document-item" dir="auto">
          {text}
        </p>
      );
    case 'quote':
    case 'paragraph':
      return <p dir="auto">{text}</p>;
  }
}
