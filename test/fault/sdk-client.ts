import { AnalysisFailed, ConnectionFailed, createClient, type Session } from '@groundwire/client';
import WebSocket from 'ws';
import { AnswerLedger, type ClientContext, type ClientResult, SILENCE_MS, pauseBeforeConnecting } from './client-result.js';

/** The client package as a program uses it: one that asks again when no connection came about, which is all that `ConnectionFailed` says. */
export async function askSdk(context: ClientContext): Promise<ClientResult> {
  const ledger = new AnswerLedger();
  for (let tries = 0; !(await ask(context, ledger)); tries += 1) {
    ledger.askedAgain += 1;
    await pauseBeforeConnecting(context, Math.min(tries, 4));
  }
  return ledger.result();
}

/** False when no connection came about and nothing was shown. */
async function ask(context: ClientContext, ledger: AnswerLedger): Promise<boolean> {
  const timing = { silenceLimitMs: SILENCE_MS, connectTimeoutMs: SILENCE_MS, reconnectDelayMs: 50, maxReconnectDelayMs: 1_000, reconnectTries: 200, pollMs: 300 };
  const session = createClient({ url: context.url, WebSocket, timing }).session(context.session_id);
  watchFrames(session, ledger);
  const answer = session.ask(context.question, { parameters: context.parameters });
  answer.on('replaced', () => (ledger.gaps += 1));
  const close = () => session.close();
  context.signal.addEventListener('abort', close, { once: true });
  try {
    await readWhole(answer, ledger);
  } catch (error) {
    if (error instanceof ConnectionFailed && ledger.text === '' && !context.signal.aborted) return false;
    // Without an end the answer counts as lost; the reason is for whoever looks into it.
    if (!context.signal.aborted) ledger.mismatches.push(`the client gave up: ${String(error)}`);
  } finally {
    context.signal.removeEventListener('abort', close);
    session.close();
  }
  ledger.analysis_id = answer.analysis_id;
  return true;
}

function watchFrames(session: Session, ledger: AnswerLedger): void {
  const seen = new Set<number>();
  session.on('frame', (frame) => {
    if (frame.type === 'resume_failed') ledger.gaps += 1;
    if (!('seq' in frame) || frame.type === 'caught_up' || frame.seq === undefined) return;
    if (seen.has(frame.seq)) ledger.duplicates += 1;
    seen.add(frame.seq);
  });
  ledger.connections += 1;
  session.on('reconnecting', () => (ledger.connections += 1));
}

async function readWhole(answer: ReturnType<ReturnType<typeof createClient>['ask']>, ledger: AnswerLedger): Promise<void> {
  const done = answer.done.then((whole) => ({ whole }), (error: unknown) => ({ error }));
  let index = 0;
  try {
    for await (const piece of answer) ledger.add(index++, piece);
  } catch (error) {
    if (!(error instanceof AnalysisFailed)) throw error;
  }
  const end = await done;
  if ('whole' in end) {
    if (end.whole.text !== ledger.text) ledger.mismatches.push(`the client says ${JSON.stringify(end.whole.text.slice(-60))}, its pieces say ${JSON.stringify(ledger.text.slice(-60))}`);
    return ledger.finish('complete', null);
  }
  if (!(end.error instanceof AnalysisFailed)) throw end.error;
  if (end.error.partialText !== ledger.text) ledger.mismatches.push('the error tells another text than the pieces');
  ledger.finish('analysis_error', end.error.code);
}
