import { AnswerLedger, type ClientContext, type ClientResult, type WireFrame, applyEnd, pauseBeforeConnecting } from './client-result.js';
import { followSocket } from './frame-socket.js';

/**
 * A client that knows only the base protocol, as docs/streaming.md tells: it reconnects, drops the indexes that it has, asks
 * again with the same `client_request_id` while it has heard nothing, and looks into the history when nothing comes.
 */
export async function askBase(context: ClientContext): Promise<ClientResult> {
  const ledger = new AnswerLedger();
  const requestId = `base-${Math.floor(context.random() * 2 ** 40)}`;
  for (let tries = 0; ledger.end === null && !context.signal.aborted; tries += 1) {
    const heard = await connect(context, ledger, requestId);
    if (!heard && ledger.end === null && ledger.analysis_id !== null) await lookUp(context, ledger);
    if (ledger.end === null) await pauseBeforeConnecting(context, Math.min(tries, 4));
  }
  return ledger.result();
}

/** Gives whether anything of the answer came on this connection. */
async function connect(context: ClientContext, ledger: AnswerLedger, requestId: string): Promise<boolean> {
  let due = 0;
  let heard = false;
  await followSocket(`${context.socketUrl}/ws/${context.session_id}`, {
    signal: context.signal,
    frame: (frame, socket) => {
      if (frame.type === 'connection_established') {
        ledger.connections += 1;
        if (ledger.analysis_id === null) socket.send({ type: 'query', query: context.question, parameters: context.parameters, client_request_id: requestId });
      } else if (frame.type === 'token') {
        heard = true;
        due = takeToken(ledger, frame, due);
      } else if (frame.type === 'complete' || frame.type === 'analysis_error') {
        if (frame['analysis_id'] === null) return void ledger.mismatches.push(`refused: ${JSON.stringify(frame['error'])}`);
        heard = true;
        ledger.analysis_id ??= String(frame['analysis_id']);
        applyEnd(ledger, frame);
        socket.drop();
      }
    },
  });
  return heard;
}

/** On each connection the indexes run from 0 without a gap and without a repeat. Gives the index that is due next. */
function takeToken(ledger: AnswerLedger, frame: WireFrame, due: number): number {
  const index = Number(frame['index']);
  ledger.analysis_id ??= String(frame['analysis_id']);
  if (index > due) ledger.gaps += 1;
  if (index < due) ledger.duplicates += 1;
  ledger.addOrCompare(index, String(frame['content']));
  return index + 1;
}

/** The end may have gone to a connection that was dead already: then it is not streamed again. */
async function lookUp(context: ClientContext, ledger: AnswerLedger): Promise<void> {
  const response = await fetch(`${context.url}/api/analysis/${ledger.analysis_id}`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
  const body = (await response?.json().catch(() => null)) as { status?: string; results?: { answer: string }; error?: { code: string } } | null;
  if (body?.status === 'completed' && body.results !== undefined) ledger.settle(body.results.answer, 'complete', null);
  else if (body?.status === 'failed') ledger.settle(ledger.text, 'analysis_error', body.error?.code ?? null);
}
