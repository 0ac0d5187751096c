import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { extractDocument, type ExtractedDocument } from '@groundwire/server/extraction';
import { z } from 'zod';
import { readLines } from './read-lines.js';
import { EvaluationError, type EvaluationItem, type Prediction } from './task.js';

const pageSchema = z.object({ id: z.string(), url: z.string(), html: z.string() });
type Page = z.infer<typeof pageSchema>;

/** Stored pages as items: each is decoded and extracted as a page from the web is. `document` is null for a page that can't be read. */
export function pageItems(folder: string, options: { withUrl: boolean }, toPrediction: (document: ExtractedDocument | null) => Omit<Prediction, 'id'>): EvaluationItem[] {
  return readLines(folder, 'inputs', pageSchema).map((page) => ({
    id: page.id,
    predict: async () => ({ id: page.id, ...toPrediction(await extract(folder, page, options.withUrl)) }),
  }));
}

async function extract(folder: string, page: Page, withUrl: boolean): Promise<ExtractedDocument | null> {
  const extraction = await extractDocument(readPage(folder, page), 'html', withUrl ? { baseUrl: page.url } : {});
  return extraction.ok ? extraction.document : null;
}

function readPage(folder: string, { id, html }: Page): Uint8Array {
  try {
    const bytes = readFileSync(join(folder, html));
    return html.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  } catch (thrown) {
    throw new EvaluationError(`The page of ${id}, ${html}, could not be read from ${folder}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
