import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExtractiveWriter, createLibrary, createStreamAnalysis, openCredibility, silentLogger, systemClock, type AnalysisContext, type Clock, type DocumentInput, type Writer } from '@groundwire/server';
import type { AnalysisParameters, CompleteBody } from '@groundwire/protocol';

/** A question with the documents that it is to be answered from. */
export interface Asked {
  question: string;
  documents: DocumentInput[];
  /** When the question is asked, in milliseconds since the Unix epoch. */
  now: number;
  parameters?: AnalysisParameters;
}

export type Ranked = Parameters<NonNullable<AnalysisContext['onRanked']>>[0];

export interface Answered {
  complete: CompleteBody;
  ranked: Ranked;
  /** Position in `Asked.documents` of the document behind a citation. */
  documentOf(citationId: string): number | undefined;
  /** The cleaned text of a document, by its position. */
  textOf(position: number): string;
}

export interface Answering {
  answer(asked: Asked): Promise<Answered>;
  close(): Promise<void>;
}

/**
 * The engine as the server runs it, on an index of its own: library, ranking, extractive writer, citations. Each question
 * sees the documents that came with it and no others. `ungated` answers even where ranking judges that there is no answer.
 */
export function openAnswering(options: { ungated: boolean }): Answering {
  const folder = mkdtempSync(join(tmpdir(), 'groundwire-eval-'));
  const library = createLibrary({ file: join(folder, 'library.db'), logger: silentLogger });
  let now = 0;
  const clock: Clock = { now: () => now, after: (ms, callback) => systemClock.after(ms, callback) };
  const writer = options.ungated ? withoutGate(createExtractiveWriter()) : createExtractiveWriter();
  const streamAnalysis = createStreamAnalysis({ providers: [library], writerFor: () => writer, judgeCredibility: openCredibility(), clock, logger: silentLogger, publicUrl: () => 'http://127.0.0.1:8000' });
  let asked = 0;

  const answer = async (question: Asked): Promise<Answered> => {
    now = question.now;
    asked += 1;
    const collection = `item-${asked}`;
    const ids = await library.addDocuments(question.documents, { collection });
    const texts = await Promise.all(ids.map(async (id) => (await library.document(id))?.text ?? ''));
    try {
      const { complete, ranked } = await run(streamAnalysis, { ...question, parameters: { ...question.parameters, collection } });
      const bySource = new Map(ids.map((id, position) => [id, position]));
      return {
        complete,
        ranked,
        documentOf: (citationId) => bySource.get(complete.sources.find((source) => source.citation === citationId)?.source_id ?? ''),
        textOf: (position) => texts[position] ?? '',
      };
    } finally {
      await library.remove({ collection });
    }
  };
  const close = async () => {
    await library.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { answer, close };
}

async function run(streamAnalysis: ReturnType<typeof createStreamAnalysis>, asked: Asked): Promise<{ complete: CompleteBody; ranked: Ranked }> {
  let ranked: Ranked = { passages: [], sentences: [] };
  const context: AnalysisContext = { signal: new AbortController().signal, wordPaceMs: 0, onRanked: (result) => (ranked = result) };
  const params = { analysis_id: 'analysis_eval', query: asked.question, parameters: asked.parameters ?? {}, history: [] };
  for await (const body of streamAnalysis(params, 'eval', context)) {
    if (body.type === 'complete') return { complete: body, ranked };
    if (body.type === 'analysis_error') throw new Error(`${body.error.code}: ${body.error.message}`);
  }
  throw new Error('the analysis ended without a terminal frame');
}

function withoutGate(writer: Writer): Writer {
  return { ...writer, write: (request, signal) => writer.write({ ...request, answerability: undefined }, signal) };
}
