import type { FoundSource, SourceText } from '../sources/source-provider.js';

/** A source with its text, and the number by which the writer knows it. */
export interface ReadSource {
  number: number;
  found: FoundSource;
  text: SourceText;
}

export interface ReadSources {
  read: ReadSource[];
  failed: Array<{ source: FoundSource; reason: string }>;
}

/** Sources whose text is at hand, numbered from 1 in their order. A source without text is reported, not thrown; `reasons` says why, by `source_id`. */
export function readSources(sources: readonly FoundSource[], reasons: ReadonlyMap<string, string> = new Map()): ReadSources {
  const read: ReadSource[] = [];
  const failed: ReadSources['failed'] = [];
  for (const found of sources) {
    const reason = reasons.get(found.source_id);
    if (found.text !== null && found.text.passages.length > 0) read.push({ number: read.length + 1, found, text: found.text });
    else if (reason === undefined) failed.push({ source: found, reason: 'No text of this source could be read' });
    // What stands in for the text of a page is told as what it is.
    if (reason !== undefined) failed.push({ source: found, reason });
  }
  return { read, failed };
}
