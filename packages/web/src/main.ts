/**
 * The page: ties the form, the answer and the client together. It is the only file that touches the client. It must not
 * make markup out of anything that arrives; `dom.ts` is the only way to build elements.
 */
import { AnalysisFailed, AnswerReplaced, type AnswerStream, createClient, type FinalAnswer } from '@groundwire/client';
import { AnswerView } from './answer-view.js';
import { AskForm } from './ask-form.js';
import { byId } from './dom.js';
import { tabSessionId } from './session-id.js';
import { otherSources, sourceList, supportDetails, warningList } from './source-list.js';
import { endWords, errorWords, progressWords } from './words.js';

const client = createClient({ url: new URL('.', document.baseURI).href });
const view = new AnswerView(byId('answer', HTMLElement));
const status = byId('status', HTMLElement);
const examples = byId('examples', HTMLElement);
const form = new AskForm({ onAsk: (question) => void ask(question), onStop: () => running?.cancel() });
let running: AnswerStream | null = null;

async function ask(question: string): Promise<void> {
  examples.hidden = true;
  form.busy(true);
  view.start(question);
  status.textContent = 'Looking for an answer.';
  const answer = client.ask(question, { session_id: tabSessionId() });
  running = answer;
  answer.on('progress', (frame) => answer.text === '' && view.progress(progressWords(frame)));
  answer.on('reconnecting', () => view.progress('The connection broke; reconnecting …'));
  try {
    while (!(await readThrough(answer))) view.start(question);
    show(await answer.done);
  } catch (thrown) {
    showFailure(thrown);
  } finally {
    running = null;
    form.busy(false);
  }
}

/** False when the server lost the end of what it had said, and the text is to be shown anew. */
async function readThrough(answer: AnswerStream): Promise<boolean> {
  try {
    for await (const piece of answer) {
      view.progress('');
      view.push(piece);
    }
    return true;
  } catch (thrown) {
    if (thrown instanceof AnswerReplaced) return false;
    throw thrown;
  }
}

function show(final: FinalAnswer): void {
  view.end(new Set(final.citations.map(({ number }) => number)));
  view.add(sourceList(final.citations), supportDetails(final.claims, final.text), otherSources(final.sources), warningList(final.warnings));
  status.textContent = endWords(final.outcome, final.citations.length);
}

function showFailure(thrown: unknown): void {
  if (thrown instanceof AnalysisFailed && thrown.code === 'CANCELLED') {
    view.fail('Stopped.');
    status.textContent = 'Stopped.';
    return;
  }
  status.textContent = '';
  view.fail(thrown instanceof Error ? errorWords(thrown) : 'Something went wrong in this page.');
}

const asked = new URLSearchParams(location.search).get('q');
if (asked !== null) form.fill(asked.slice(0, 500));
