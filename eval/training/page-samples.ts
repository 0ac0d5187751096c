import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { blockFeatures, decodeText, readBlocks, readSurroundings, readTree } from '@groundwire/server/extraction';
import { getDomain } from 'tldts';
import { z } from 'zod';
import { readLines } from '../read-lines.js';
import { labelBlocks } from './label-blocks.js';
import { wordTokens } from './word-tokens.js';

const inputSchema = z.object({ id: z.string(), url: z.string(), html: z.string() });
const goldSchema = z.object({ id: z.string(), page_type: z.string(), main_content: z.string() });

/** A page with what its scorer is to learn. */
export interface PageSample {
  id: string;
  kind: string;
  domain: string;
  /** Rows of features, one for each block. */
  rows: Float32Array;
  labels: number[];
  words: number[];
  /** Words of each block, and of the text that people took for the matter of the page. */
  tokens: string[][];
  gold: string[];
}

/** Reads the pages of wcxb with the very code that serves. */
export async function readSamples(folder: string): Promise<PageSample[]> {
  const golds = new Map(readLines(folder, 'gold', goldSchema).map((gold) => [gold.id, gold]));
  const samples: PageSample[] = [];
  for (const input of readLines(folder, 'inputs', inputSchema)) {
    const gold = golds.get(input.id);
    const decoded = await decodeText(gunzipSync(readFileSync(join(folder, input.html))), 'html');
    if (gold !== undefined && decoded.ok) samples.push(toSample(decoded.text, input, gold));
  }
  return samples;
}

function toSample(html: string, { id, url }: z.infer<typeof inputSchema>, gold: z.infer<typeof goldSchema>): PageSample {
  const tree = readTree(html);
  const marks = readSurroundings(tree);
  const blocks = readBlocks(tree, marks);
  const { rows, measures } = blockFeatures(tree, marks, blocks);
  const texts = blocks.map(({ text }) => text);
  return {
    id, kind: gold.page_type, domain: getDomain(url) ?? url, rows, labels: labelBlocks(texts, gold.main_content), words: measures.map(({ words }) => words), tokens: texts.map(wordTokens), gold: wordTokens(gold.main_content),
  };
}
