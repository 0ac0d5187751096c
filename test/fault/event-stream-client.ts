import { AnswerLedger, type ClientContext, type ClientResult, SILENCE_MS, applyEnd, parseFrame, pauseBeforeConnecting } from './client-result.js';

/** Starts the answer over REST, repeats that until it is confirmed, and reads the event stream, each time from the last id it has. */
export async function askEvents(context: ClientContext): Promise<ClientResult> {
  const ledger = new AnswerLedger();
  const requestId = `events-${Math.floor(context.random() * 2 ** 40)}`;
  const cursor = { seq: 0 };
  for (let tries = 0; ledger.end === null && !context.signal.aborted; tries += 1) {
    ledger.analysis_id ??= await start(context, requestId);
    if (ledger.analysis_id !== null) await readStream(context, ledger, cursor).catch(() => {});
    if (ledger.end === null) await pauseBeforeConnecting(context, Math.min(tries, 4));
  }
  return ledger.result();
}

async function start(context: ClientContext, client_request_id: string): Promise<string | null> {
  const body = JSON.stringify({ query_text: context.question, parameters: context.parameters, session_id: context.session_id, client_request_id });
  const response = await fetch(`${context.url}/api/analysis/execute`, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(SILENCE_MS) }).catch(() => null);
  if (response?.ok !== true) return null;
  const answer = (await response.json().catch(() => null)) as { analysis_id?: string } | null;
  return answer?.analysis_id ?? null;
}

/** Rejects when the connection breaks. */
async function readStream(context: ClientContext, ledger: AnswerLedger, cursor: { seq: number }): Promise<void> {
  const broken = new AbortController();
  const silence = setTimeout(() => broken.abort(), SILENCE_MS);
  try {
    const headers = cursor.seq > 0 && context.random() < 0.5 ? { 'last-event-id': String(cursor.seq) } : undefined;
    const place = headers === undefined ? `?after=${cursor.seq}` : '';
    const response = await fetch(`${context.url}/api/analysis/${ledger.analysis_id}/events${place}`, { signal: AbortSignal.any([broken.signal, context.signal]), ...(headers === undefined ? {} : { headers }) });
    if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
    ledger.connections += 1;
    let text = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      silence.refresh();
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) takeEvent(event, ledger, cursor);
    }
  } finally {
    clearTimeout(silence);
    broken.abort();
  }
}

function takeEvent(event: string, ledger: AnswerLedger, cursor: { seq: number }): void {
  const data = /^data: (.*)$/m.exec(event)?.[1];
  if (data === undefined) return;
  const frame = parseFrame(data);
  // The analysis is alone in its session, so that every seq is one of its own.
  const seq = Number(/^id: (\d+)$/m.exec(event)?.[1] ?? Number.NaN);
  if (frame.type === 'snapshot') {
    ledger.gaps += 1;
    cursor.seq = seq;
    return;
  }
  if (seq !== cursor.seq + 1) return void (seq <= cursor.seq ? (ledger.duplicates += 1) : (ledger.gaps += 1));
  cursor.seq = seq;
  if (frame.type === 'token') ledger.add(Number(frame['index']), String(frame['content']));
  else applyEnd(ledger, frame);
}
