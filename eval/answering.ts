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
  /** Position in `Asked.documents` of the document that ranking knows by this number. */
  documentOfSource(sourceNumber: number): number | undefined;
  /** The cleaned text of a document, by its position. */
  textOf(position: number): string;
}

/** A question put to documents that many questions share. */
export type PoolQuestion = Omit<Asked, 'documents'>;

export interface Pool {
  ask(question: PoolQuestion): Promise<Answered>;
}

export interface Answering {
  answer(asked: Asked): Promise<Answered>;
  /** Indexes documents once, for all questions that are put to them; they stay until `close`. */
  pool(documents: DocumentInput[]): Promise<Pool>;
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

  const pool = async (documents: DocumentInput[]) => {
    asked += 1;
    const collection = `item-${asked}`;
    const ids = await library.addDocuments(documents, { collection });
    const texts = await Promise.all(ids.map(async (id) => (await library.document(id))?.text ?? ''));
    const positions = new Map(ids.map((id, position) => [id, position]));
    const ask = async (question: PoolQuestion): Promise<Answered> => {
      now = question.now;
      const { complete, ranked } = await run(streamAnalysis, { ...question, parameters: { ...question.parameters, collection } });
      return {
        complete,
        ranked,
        documentOf: (citationId) => positions.get(complete.sources.find((source) => source.citation === citationId)?.source_id ?? ''),
        // Every source of the library has its text at hand, so they are numbered as they were found.
        documentOfSource: (sourceNumber) => positions.get(complete.sources[sourceNumber - 1]?.source_id ?? ''),
        textOf: (position) => texts[position] ?? '',
      };
    };
    return { collection, ask };
  };
  const answer = async ({ documents, ...question }: Asked): Promise<Answered> => {
    const { collection, ask } = await pool(documents);
    try {
      return await ask(question);
    } finally {
      await library.remove({ collection });
    }
  };
  const close = async () => {
    await library.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { answer, pool, close };
}

async function run(streamAnalysis: ReturnType<typeof createStreamAnalysis>, asked: PoolQuestion): Promise<{ complete: CompleteBody; ranked: Ranked }> {
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
