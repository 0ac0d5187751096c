import type { ComponentProps, ReactNode } from 'react';
import type { Components } from 'streamdown';
import { useAnswer } from './answer-context.js';
import { CodeBlock } from './code-block.js';
import { Marker } from './marker.js';
import { OutsideLink } from './outside-link.js';
import { httpAddress } from './own-address.js';

type Element<Tag extends keyof React.JSX.IntrinsicElements> = ComponentProps<Tag> & { node?: unknown };

/** An answer links to its own sources and nowhere else. */
function AnswerLink({ href, children }: Element<'a'>) {
  const { ownAddresses } = useAnswer();
  const address = httpAddress(href ?? '');
  return address !== null && ownAddresses.has(address) ? <OutsideLink address={address}>{children}</OutsideLink> : <>{children}</>;
}

function AnswerTable({ children }: { children?: ReactNode }) {
  return (
    <div className="table-frame" role="region" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}

/** A piece of a claim; how well the claim is backed shows at its marker, and here where it is not. */
function Span({ 'data-claim': claim, 'data-end': end, children }: Element<'span'> & { 'data-claim'?: unknown; 'data-end'?: unknown }) {
  const { claims } = useAnswer();
  const found = claims[Number(claim)];
  if (found === undefined) return <>{children}</>;
  return (
    <span className={`claim claim-${found.support}`} data-claim={String(claim)}>
      {children}
      {end !== undefined && found.citations.length === 0 && <span className="unseen"> (names no source)</span>}
    </span>
  );
}

function Superscript({ 'data-marker': number, 'data-claim': claim, children }: Element<'sup'> & { 'data-marker'?: unknown; 'data-claim'?: unknown }) {
  return number === undefined ? <sup>{children}</sup> : <Marker number={Number(number)} claimIndex={Number(claim)} />;
}

/** What stays on one line. */
function Keep({ children }: { children?: ReactNode }) {
  return <span className="whitespace-nowrap">{children}</span>;
}

const checkbox = ({ checked }: Element<'input'>) => <span>{checked === true ? '☑ ' : '☐ '}</span>;

/**
 * Every element that an answer may consist of. What Streamdown would bring along itself (pictures, dialogs before links,
 * buttons at tables) is replaced by plainer things; a picture is never shown.
 */
export const ANSWER_ELEMENTS: Components = {
  a: AnswerLink,
  img: () => null,
  input: checkbox as NonNullable<Components['input']>,
  table: AnswerTable as NonNullable<Components['table']>,
  pre: CodeBlock as NonNullable<Components['pre']>,
  span: Span as NonNullable<Components['span']>,
  keep: Keep as NonNullable<Components['span']>,
  sup: Superscript as NonNullable<Components['sup']>,
  code: 'code',
  // The question is the heading above.
  h1: 'h3',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  h5: 'h6',
  h6: 'h6',
  ...plain('p', 'br', 'ol', 'ul', 'li', 'hr', 'strong', 'thead', 'tbody', 'tr', 'th', 'td', 'blockquote', 'sub', 'section'),
};

function plain(...tags: Array<keyof React.JSX.IntrinsicElements>): Components {
  return Object.fromEntries(tags.map((tag) => [tag, tag]));
}
