import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
import { CredibilityBar } from '../answer/source-cards.js';
import type { ReadClaim } from '../answer/read-claims.js';
import { cellWords, type EvidenceMap } from './evidence-map.js';
import { nextPlace, type Place } from './next-place.js';

interface EvidenceGridProps {
  map: EvidenceMap;
  onOpen: (number: number, claim: ReadClaim) => void;
}

/** So many sources leave room for their names. */
const FEW = 4;
const LEGEND = [['full', 'backed'], ['partial', 'in part'], ['none', 'not backed'], ['unchecked', 'not checked'], ['better', 'would back it']] as const;

/** The map itself. One cell takes the Tab key; the arrows, Home and End go from there, Enter opens the source at the statement. */
export function EvidenceGrid({ map: { sources, rows }, onOpen }: EvidenceGridProps) {
  const [place, setPlace] = useState<Place>([0, 0]);
  const grid = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const next = nextPlace(place, event, [rows.length, sources.length]);
    if (next === null) return;
    event.preventDefault();
    const [row, column] = next;
    setPlace(next);
    grid.current?.querySelector<HTMLElement>(`[data-place="${row}-${column}"]`)?.focus();
  };
  return (
    <>
      <div className="grid-frame">
        <div ref={grid} role="grid" aria-label="Statements and sources" className="evidence-grid" style={{ gridTemplateColumns: `minmax(11rem, 1fr) repeat(${sources.length}, minmax(3.25rem, ${sources.length <= FEW ? 7.5 : 4.5}rem))` }} onKeyDown={move}>
          <div role="row" className="contents">
            <span role="columnheader" className="grid-corner">
              Statement
            </span>
            {sources.map(({ id, number, title, domain, credibility }) => (
              <span key={id} role="columnheader" className="grid-source" title={title}>
                <span className="number-tag">{number}</span>
                <span className="max-w-full truncate">{domain}</span>
                <CredibilityBar value={credibility} />
              </span>
            ))}
          </div>
          {rows.map(({ claim, cells }, row) => (
            <div key={claim.start} role="row" className="contents">
              <span role="rowheader" className="grid-claim" title={claim.text}>
                <span className="line-clamp-2">{claim.text}</span>
                {claim.citations.length === 0 && <span className="grid-bare">names no source</span>}
              </span>
              {cells.map((cell, column) => {
                const { number = 0 } = sources[column] ?? {};
                return (
                  <Fragment key={number}>
                    <button
                      type="button"
                      role="gridcell"
                      data-place={`${row}-${column}`}
                      tabIndex={row === place[0] && column === place[1] ? 0 : -1}
                      className={`grid-cell cell-${cell.support ?? 'empty'}`}
                      aria-label={`Source ${number} ${cellWords(cell)}`}
                      onFocus={() => setPlace([row, column])}
                      onClick={() => onOpen(number, claim)}
                    />
                  </Fragment>
                );
              })}
            </div>
          ))}
        </div>
      </div>
      <p className="legend">
        {LEGEND.map(([support, words]) => (
          <span key={support} className="inline-flex items-center gap-1.5">
            <span className={`legend-sign cell-${support}`} aria-hidden="true" /> {words}
          </span>
        ))}
        <span className="ms-auto">Most credible source first</span>
      </p>
    </>
  );
}
