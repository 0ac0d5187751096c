import { SUPPORT_WORDS } from '../words.js';
import { cellWords, type EvidenceMap } from './evidence-map.js';

/** The map in words: a statement a row, how it is backed and why, and the sources that it names. */
export function EvidenceTable({ map: { sources, rows } }: { map: EvidenceMap }) {
  return (
    <div className="table-frame" role="region" aria-label="Evidence as a table" tabIndex={0}>
      <table className="evidence-table">
        <thead>
          <tr>
            <th scope="col">Statement</th>
            <th scope="col">It is</th>
            <th scope="col">Sources</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ claim, cells }) => (
            <tr key={claim.start}>
              <th scope="row">{claim.text}</th>
              <td>
                {SUPPORT_WORDS[claim.support]}
                {claim.reason !== '' && <span className="block text-quiet">{claim.reason}</span>}
              </td>
              <td>
                {cells.flatMap((cell, column) => {
                  const source = sources[column];
                  if (source === undefined || cell.support === null) return [];
                  return [
                    <span key={source.id} className="block">
                      {source.number}. {source.title} <span className="text-quiet">{cellWords(cell)}</span>
                    </span>,
                  ];
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
