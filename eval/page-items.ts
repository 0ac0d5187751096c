import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeText, extractDocument, type ExtractedDocument, extractHtml } from '@groundwire/server/extraction';
import { z } from 'zod';
import { readLines } from './read-lines.js';
import { EvaluationError, type EvaluationItem, type Prediction } from './task.js';

const pageSchema = z.object({ id: z.string(), url: z.string(), html: z.string() });
type Page = z.infer<typeof pageSchema>;

/** Stored pages as items: each is decoded and extracted as a page from the web is. `document` is null for what is no page. */
export function pageItems(folder: string, options: { withUrl: boolean }, toPrediction: (document: ExtractedDocument | null) => Omit<Prediction, 'id'>): EvaluationItem[] {
  return readLines(folder, 'inputs', pageSchema).map((page) => ({
    id: page.id,
    predict: async () => ({ id: page.id, ...toPrediction(await extract(folder, page, options.withUrl)) }),
  }));
}

async function extract(folder: string, page: Page, withUrl: boolean): Promise<ExtractedDocument | null> {
  const bytes = readPage(folder, page);
  const options = withUrl ? { baseUrl: page.url } : {};
  const extraction = await extractDocument(bytes, 'html', options);
  if (extraction.ok) return extraction.document;
  // A page without text is no source, but still has a title and a date.
  const decoded = await decodeText(bytes, 'html');
  return decoded.ok ? extractHtml(decoded.text, options) : null;
}

function readPage(folder: string, { id, html }: Page): Uint8Array {
  try {
    const bytes = readFileSync(join(folder, html));
    return html.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  } catch (thrown) {
    throw new EvaluationError(`The page of ${id}, ${html}, could not be read from ${folder}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
