import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AnalysisParameters } from '@groundwire/protocol';
import type { Command, CommandInput, OptionValues } from '../arguments/command.js';
import { wholeNumber } from '../arguments/option-values.js';
import { chooseServer, requireServer } from '../choose-server.js';
import { figuresOf } from '../evaluation/figures.js';
import type { Judged } from '../evaluation/judge-answer.js';
import { readQuestions } from '../evaluation/questions.js';
import { type EarlierReport, figuresTable, readReport, type Report, turnedQuestions } from '../evaluation/report.js';
import { runQuestions } from '../evaluation/run-questions.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { jsonLine } from '../render/json-lines.js';
import { safeLine } from '../render/safe-text.js';
import type { Terminal } from '../terminal.js';

const MOST_INPUT_BYTES = 64 * 1024 * 1024;
/** Questions that turned from right to wrong, or back, that are named. */
const NAMED = 10;

export const evalCommand: Command = {
  name: 'eval',
  summary: 'Measure the answers to questions of your own',
  usage: 'FILE | -',
  words: { min: 1, max: 1 },
  options: [
    { name: 'out', value: 'FILE', meaning: 'Write the whole report there, as JSON' },
    { name: 'compare', value: 'FILE', meaning: 'Show what changed since this report' },
    { name: 'limit', value: 'N', meaning: 'Ask only the first N questions' },
    { name: 'parallel', value: 'N', meaning: 'Questions under way at once (default 2)' },
    { name: 'collection', value: 'NAME', meaning: 'Search this collection of the library only' },
    { name: 'model', value: 'NAME', meaning: 'Model to write with; "none" extracts the answer' },
    { name: 'max-words', value: 'N', meaning: 'Most words of an extracted answer' },
    { name: 'source', value: 'NAME', many: true, meaning: 'Ask this provider or kind only' },
    { name: 'research', meaning: 'Search and read in rounds before answering' },
    { name: 'keep', meaning: 'Leave the answers in the history of the server' },
  ],
  examples: ['groundwire eval questions.jsonl --out before.json', 'MODEL=other groundwire eval questions.jsonl --data-dir ~/.groundwire --compare before.json', 'groundwire eval questions.jsonl --json | jq .figures'],
  details: () => Promise.resolve('Each line of FILE is a JSON object: "question", and what would be right: "expected_answers" (any of\nthese texts), "expected_sources" (addresses, domains, titles or ids), "answerable": false where\ndeclining is right. "id" and "parameters" may be added. docs/evaluating.md explains the figures.'),
  run,
};

async function run({ words, options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const file = words[0] ?? '-';
  const limit = wholeNumber(options, 'limit', { min: 1, max: 1_000_000 });
  const parallel = wholeNumber(options, 'parallel', { min: 1, max: 16 }) ?? 2;
  const parameters = parametersOf(options);
  const compare = options.text('compare');
  // All that can be wrong is looked for before the first question is asked.
  const earlier = compare === undefined ? null : readReport(readText(compare), compare);
  const questions = readQuestions(file === '-' ? await terminal.readStdin(MOST_INPUT_BYTES) : readText(file), file).slice(0, limit);
  const out = options.text('out');
  if (out !== undefined) tryToWrite(out);
  const named = options.text('url');
  if (named !== undefined) await requireServer(named);
  const server = await chooseServer({ options, environment, note: terminal.note });
  const stop = new AbortController();
  const stopListening = terminal.onInterrupt(() => stop.abort(new Error('Stopped; nothing was written')));
  try {
    const onJudged = ({ question }: Judged, done: number) => showProgress(terminal, { done, total: questions.length, question });
    const judged = await runQuestions(questions, { url: server.url, parameters, parallel, keep: options.on('keep'), signal: stop.signal, onJudged });
    terminal.clearProgress();
    const report: Report = { version: 1, created_at: new Date().toISOString(), questions_file: file, options: { ...parameters }, models: [...new Set(judged.flatMap(({ model }) => model ?? []))], figures: figuresOf(judged), questions: judged };
    return show(report, { terminal, json: options.on('json'), out, earlier });
  } catch (thrown) {
    if (!stop.signal.aborted) throw thrown;
    terminal.clearProgress();
    terminal.note('groundwire: stopped; nothing was written');
    return EXIT.INTERRUPTED;
  } finally {
    stopListening();
    await server.close();
  }
}

function parametersOf(options: OptionValues): AnalysisParameters {
  const sources = options.list('source');
  const given: AnalysisParameters = {
    mode: options.on('research') ? 'research' : undefined,
    collection: options.text('collection'),
    model: options.text('model'),
    max_words: wholeNumber(options, 'max-words', { min: 10, max: 2000 }),
    sources: sources.length === 0 ? undefined : sources,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new Error(`${file} can't be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown });
  }
}

/** Throws where the report could not be written there: better now than when all answers are in. */
function tryToWrite(file: string): void {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) throw new Error('it is a folder');
    closeSync(openSync(`${file}.part`, 'a'));
    rmSync(`${file}.part`);
  } catch (thrown) {
    throw new Error(`${file} can't be written: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown });
  }
}

/** A line that is overwritten, where a person watches; else one line for each tenth. */
function showProgress(terminal: Terminal, { done, total, question }: { done: number; total: number; question: string }): void {
  terminal.progress(`${done}/${total} ${safeLine(question)}`);
  if (!terminal.interactive && total >= 20 && Math.floor((10 * done) / total) > Math.floor((10 * (done - 1)) / total)) terminal.note(`${done}/${total} questions answered`);
}

function show(report: Report, { terminal, json, out, earlier }: { terminal: Terminal; json: boolean; out: string | undefined; earlier: EarlierReport | null }): ExitCode {
  if (out !== undefined) {
    writeFileSync(`${out}.part`, `${JSON.stringify(report, null, 2)}\n`);
    renameSync(`${out}.part`, out);
  }
  if (json) terminal.out(jsonLine(report));
  else {
    terminal.out(`${report.questions.length} questions, answered by ${report.models.length === 0 ? 'nobody' : report.models.map(safeLine).join(', ')}\n\n${figuresTable(report.figures, earlier)}`);
    if (earlier !== null) terminal.out(`\n${turnedWords(report, earlier)}`);
    if (out !== undefined) terminal.note(`The report is in ${out}`);
  }
  return withFailures(report.questions, terminal);
}

function turnedWords({ questions }: Report, earlier: EarlierReport): string {
  const { same, gained, lost } = turnedQuestions(questions, earlier);
  const named = (label: string, items: Judged[]) => items.slice(0, NAMED).map(({ question }) => `  ${label}  ${safeLine(question)}\n`);
  const more = gained.length + lost.length > 2 * NAMED ? ['  …\n'] : [];
  const others = same === questions.length && same === earlier.questions.length ? '' : `; the other questions differ, so the figures compare different things`;
  return [`Of ${same} questions that both reports hold, ${gained.length} turned right and ${lost.length} turned wrong${others}.\n`, ...named('right', gained), ...named('wrong', lost), ...more].join('');
}

/** A run in which questions failed is no measurement. */
function withFailures(questions: readonly Judged[], terminal: Terminal): ExitCode {
  const failed = questions.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return EXIT.OK;
  terminal.note(`groundwire: ${failed.length} of ${questions.length} questions failed and count as wrong; the first: ${safeLine(failed[0]?.error ?? '')}`);
  return EXIT.FAILURE;
}
