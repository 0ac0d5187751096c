import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, extname, sep } from 'node:path';
import { type Clock, isoTimestamp } from '../../base/clock.js';
import { type DocumentExtractor, extractDocument, type Extraction } from '../../extraction/extract-document.js';
import { type DocumentRecord, type FileState, toRecord } from './document-record.js';
import { isPassingFileError, reasonForFileError } from './file-reasons.js';
import type { AddProgress, AddReport, FileOutcome } from './library.js';
import type { KnownFile, LibraryIndex } from './library-index.js';
import { readFileSteady } from './read-file-steady.js';
import { formatOf, isStillThere, leftAlone, type Walk, walkPaths, type WalkedFile } from './walk-paths.js';

/** A batch is written when it holds this much or is this old: a killed process loses no more than that. */
const BATCH_PASSAGES = 1000;
const BATCH_MS = 250;
/** Some file systems note times in steps of two seconds: a file written since may look unchanged. */
const FRESH_MS = 2000;

export interface IndexPathsOptions {
  paths: string[];
  collection: string;
  builtin: boolean;
  signal: AbortSignal;
  onProgress: (progress: AddProgress[]) => void;
  /** For the kinds of files that must not be taken apart on the thread that answers searches. */
  extractor: DocumentExtractor;
}

/**
 * Brings a collection up to date with files and folders: new and changed files are read and stored, unchanged ones are
 * passed over by size and time, those that vanished from a folder are forgotten. Files that a walk passes over but that were
 * added by name stay up to date with the rest. Stops between files when aborted, and
 * rejects with the signal's reason; what was done stays.
 */
export async function indexPaths(index: LibraryIndex, clock: Clock, options: IndexPathsOptions): Promise<AddReport> {
  const walk = await walkPaths(options.paths, options.signal);
  const { stayed, vanished } = await missedFiles(index, options, walk);
  walk.files.push(...stayed);
  for (const { path } of stayed) walk.passedOver.delete(path);
  const run = new IndexRun(index, clock, options, walk, vanished);
  return await run.finish();
}

class IndexRun {
  readonly #report: AddReport = { added: 0, updated: 0, unchanged: 0, removed: 0, failed: [], ignored: {} };
  readonly #total: number;
  #done = 0;
  #progress: AddProgress[] = [];
  #batch: Array<{ record: DocumentRecord; outcome: FileOutcome }> = [];
  #batchPassages = 0;
  #batchSince = 0;

  constructor(
    readonly index: LibraryIndex,
    readonly clock: Clock,
    readonly options: IndexPathsOptions,
    readonly walk: Walk,
    readonly vanished: KnownFile[],
  ) {
    this.#total = walk.files.length + walk.failed.length + vanished.length;
    this.#report.ignored = leftAlone(walk);
  }

  async finish(): Promise<AddReport> {
    this.index.declareCollection(this.options.collection, this.options.builtin);
    for (const { path, reason } of this.walk.failed) this.#settle({ path, outcome: 'failed', reason });
    this.#forgetVanished();
    try {
      for (const file of this.walk.files) {
        this.options.signal.throwIfAborted();
        await this.#indexFile(file);
        if (this.#batchPassages >= BATCH_PASSAGES || this.clock.now() - this.#batchSince >= BATCH_MS) this.#writeBatch();
      }
    } finally {
      this.#writeBatch();
    }
    return this.#report;
  }

  #forgetVanished(): void {
    if (this.vanished.length > 0) this.index.remove(this.vanished.map((file) => file.document_id));
    for (const { path, document_id } of this.vanished) this.#settle({ path, outcome: 'removed', document_id });
  }

  async #indexFile(file: WalkedFile): Promise<void> {
    const known = this.index.knownFile(this.options.collection, file.path);
    try {
      if (known !== null && (await isUntouched(known))) return this.#settle({ path: file.path, outcome: 'unchanged', document_id: known.document_id });
      const read = await readFileSteady(file.path);
      if (!read.ok) return this.#fail(file.path, known, read.reason, read.content);
      const state = this.#stateOf(read.bytes, read.size, read.mtime);
      if (known !== null && known.file_hash === state.hash) {
        this.index.touch(known.document_id, state);
        return this.#settle({ path: file.path, outcome: 'unchanged', document_id: known.document_id });
      }
      await this.#indexBytes(file, known, read.bytes, state);
    } catch (error) {
      if (!isFileError(error)) throw error;
      this.#fail(file.path, known, reasonForFileError(error, 'file'), !isPassingFileError(error));
    }
  }

  async #indexBytes(file: WalkedFile, known: KnownFile | null, bytes: Uint8Array, state: FileState): Promise<void> {
    const extraction = await extractSafely(this.options, file, bytes, isoTimestamp(this.clock).slice(0, 10));
    if (!extraction.ok) return this.#fail(file.path, known, [extraction.reason, extraction.advice].filter(Boolean).join('; '), true);
    const fresh = toRecord(this.options.collection, file.path, extraction.document, state);
    const record = known === null ? fresh : { ...fresh, document_id: known.document_id };
    const outcome = known === null ? 'added' : 'updated';
    if (this.#batch.length === 0) this.#batchSince = this.clock.now();
    this.#batch.push({ record, outcome: { path: file.path, outcome, document_id: record.document_id, passages: record.passages.length } });
    this.#batchPassages += record.passages.length;
  }

  /** `content`: what is indexed of the file no longer stands in it, so it goes. */
  #fail(path: string, known: KnownFile | null, reason: string, content: boolean): void {
    if (known !== null && content) this.index.remove([known.document_id]);
    const note = known === null ? '' : content ? '. Its earlier text was removed from the library' : '. Its earlier text stays in the library';
    this.#settle({ path, outcome: 'failed', reason: `${reason}${note}` });
  }

  #writeBatch(): void {
    this.index.store(this.#batch.map(({ record }) => record), isoTimestamp(this.clock), this.options.builtin);
    const outcomes = this.#batch.map(({ outcome }) => outcome);
    this.#batch = [];
    this.#batchPassages = 0;
    for (const outcome of outcomes) this.#settle(outcome);
    this.options.onProgress(this.#progress);
    this.#progress = [];
    this.#batchSince = this.clock.now();
  }

  #settle(file: FileOutcome): void {
    this.#done += 1;
    if (file.outcome === 'failed') this.#report.failed.push({ path: file.path, reason: file.reason });
    else this.#report[file.outcome] += 1;
    this.#progress.push({ done: this.#done, total: this.#total, file });
  }

  #stateOf(bytes: Uint8Array, size: number, mtime: bigint): FileState {
    const fresh = this.clock.now() - Number(mtime / 1_000_000n) < FRESH_MS;
    return { size, mtime: fresh ? '' : String(mtime), hash: createHash('sha256').update(bytes).digest('hex') };
  }
}

/**
 * Files that were indexed from the walked folders and that the walk did not come upon. Those that are still there were added
 * by name where a walk passes over them, and stay; the others are gone. Of folders that can't be read nothing is known.
 */
async function missedFiles(index: LibraryIndex, { collection, signal }: IndexPathsOptions, walk: Walk): Promise<{ stayed: WalkedFile[]; vanished: KnownFile[] }> {
  const present = new Set(walk.files.map((file) => file.path));
  const isUnknown = (path: string) => walk.unreadable.some((folder) => path.startsWith(folder + sep));
  const known = new Map(walk.folders.flatMap((folder) => index.knownFilesUnder(collection, folder)).map((file) => [file.path, file]));
  const stayed: WalkedFile[] = [];
  const vanished: KnownFile[] = [];
  for (const file of known.values()) {
    signal.throwIfAborted();
    if (present.has(file.path) || isUnknown(file.path)) continue;
    const format = formatOf(file.path);
    if (!(await isStillThere(file.path))) vanished.push(file);
    else if (format !== null) stayed.push({ path: file.path, format });
  }
  return { stayed, vanished };
}

async function isUntouched(known: KnownFile): Promise<boolean> {
  if (known.file_mtime === null || known.file_mtime === '') return false;
  const state = await stat(known.path, { bigint: true });
  return Number(state.size) === known.file_size && String(state.mtimeNs) === known.file_mtime;
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

/**
 * A PDF or Word document is taken apart on a thread of its own: what they hold may hang a parser or eat memory, and the other kinds'
 * readers are linear by themselves. Extraction never throws by its contract; should it, one file must not stop the rest.
 */
async function extractSafely({ extractor, signal }: IndexPathsOptions, file: WalkedFile, bytes: Uint8Array, today: string): Promise<Extraction> {
  const fallbackTitle = basename(file.path, extname(file.path));
  try {
    if (file.format === 'pdf' || file.format === 'docx') return await extractor.extract(bytes, file.format, { fallbackTitle, signal });
    return await extractDocument(bytes, file.format, { fallbackTitle, today });
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, reason: `Its text could not be extracted (${error instanceof Error ? error.name : 'unknown error'})` };
  }
}
