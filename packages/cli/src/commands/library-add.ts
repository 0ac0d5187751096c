import { DEFAULT_COLLECTION } from '@groundwire/protocol/library-rules';
import type { AddProgress, AddReport } from '@groundwire/server';
import type { Command, CommandInput } from '../arguments/command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Added } from '../library/library-access.js';
import { withLibrary } from '../library/with-library.js';
import { jsonLine } from '../render/json-lines.js';
import { leftAloneLines, leftBehindLines } from '../render/left-alone.js';
import { safeLine } from '../render/safe-text.js';
import { counted } from '../render/terminal.js';
import type { Terminal } from '../terminal.js';

export const libraryAddCommand: Command = {
  name: 'library add',
  summary: 'Index documents: files, and the documents in folders',
  usage: 'PATH…',
  words: { min: 1, max: Number.POSITIVE_INFINITY },
  options: [{ name: 'collection', value: 'NAME', meaning: `Collection to put them into (default: ${DEFAULT_COLLECTION})` }],
  examples: ['groundwire library add ~/notes', 'groundwire library add manual.html --collection manuals', 'groundwire library add ~/notes --url http://server:8000'],
  run,
};

async function run({ words, options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const json = options.on('json');
  const controller = new AbortController();
  const stopListening = terminal.onInterrupt(() => controller.abort());
  try {
    const report = await withLibrary({ options, environment }, (library) => {
      if (library.url !== null) terminal.note(`Sending the files to the server at ${library.url}, which keeps copies of them`);
      return library.add(words, {
        collection: options.text('collection') ?? DEFAULT_COLLECTION,
        signal: controller.signal,
        onProgress: (progress) => (json ? terminal.out(jsonLine(progress.file)) : terminal.progress(progressLine(progress))),
      });
    });
    if (json) terminal.out(jsonLine({ summary: report }));
    else showReport(report, terminal);
    if (controller.signal.aborted) return interrupted(terminal);
    return exitCodeOf(report);
  } catch (thrown) {
    if (controller.signal.aborted) return interrupted(terminal);
    throw thrown;
  } finally {
    stopListening();
    terminal.clearProgress();
  }
}

function interrupted(terminal: Terminal): ExitCode {
  terminal.note('Interrupted. What was indexed so far stays; the same command goes on with the rest');
  return EXIT.INTERRUPTED;
}

/** Whoever runs it nightly learns that something could not be read; all else was added nevertheless. */
function exitCodeOf(report: AddReport): ExitCode {
  return report.failed.length > 0 ? EXIT.FAILURE : EXIT.OK;
}

function progressLine({ done, total, file }: AddProgress): string {
  const share = total === null || total === 0 ? `${done}` : `${bar(done / total)} ${done}/${total}`;
  return `Indexing ${share} ${safeLine(file.path).slice(-50)}`;
}

function bar(share: number): string {
  const filled = Math.round(Math.min(1, share) * 20);
  return `[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}]`;
}

function showReport(report: Added, terminal: Terminal): void {
  terminal.clearProgress();
  const counts = [
    counted(report.added, 'document', terminal) + ' added',
    ...(['updated', 'unchanged', 'removed'] as const).filter((kind) => report[kind] > 0).map((kind) => `${counted(report[kind], 'document', terminal)} ${kind}`),
  ];
  terminal.out(`${counts.join(', ')}\n`);
  for (const line of [...leftAloneLines(report.ignored), ...leftBehindLines(report.left_behind)]) terminal.note(line);
  if (report.failed.length > 0) terminal.note(`${counted(report.failed.length, 'path', terminal)} could not be read:`);
  for (const { path, reason } of report.failed) terminal.note(`  ${safeLine(path)}: ${safeLine(reason)}`);
}
