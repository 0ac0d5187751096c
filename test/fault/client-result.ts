/** What one client has of one answer at the end, and what it noticed on the way. */
export interface ClientResult {
  analysis_id: string | null;
  text: string;
  /** Null when no end came within the client's time. */
  end: 'complete' | 'analysis_error' | null;
  /** Of `analysis_error`. */
  code: string | null;
  /** Connections after the first. */
  resumes: number;
  gaps: number;
  duplicates: number;
  /** Times that the client said that no connection came about, and was asked again. */
  asked_again: number;
  /** Sentences: what does not fit together. */
  mismatches: string[];
}

export interface ClientContext {
  url: string;
  socketUrl: string;
  session_id: string;
  question: string;
  parameters: Record<string, unknown>;
  random: () => number;
  /** Aborted when the client's time is over. */
  signal: AbortSignal;
}

export type FaultClient = (context: ClientContext) => Promise<ClientResult>;

/** Without a byte for so long a client takes its connection for dead. Servers may stand still for longer: then it connects in vain for a while. */
export const SILENCE_MS = 2_500;

/** The answer as a client puts it together, frame by frame. */
export class AnswerLedger {
  analysis_id: string | null = null;
  end: ClientResult['end'] = null;
  code: string | null = null;
  connections = 0;
  gaps = 0;
  duplicates = 0;
  askedAgain = 0;
  readonly mismatches: string[] = [];
  #tokens: string[] = [];

  get text(): string {
    return this.#tokens.join('');
  }

  get nextIndex(): number {
    return this.#tokens.length;
  }

  /** A token that must be new. */
  add(index: number, content: string): void {
    if (index > this.nextIndex) this.gaps += 1;
    else if (index < this.nextIndex) this.duplicates += 1;
    else this.#tokens.push(content);
  }

  /** A token that may be known: then it must be the same one. */
  addOrCompare(index: number, content: string): void {
    if (index >= this.nextIndex) return this.add(index, content);
    if (this.#tokens[index] !== content) this.mismatches.push(`token ${index} was ${JSON.stringify(this.#tokens[index])} and is ${JSON.stringify(content)} now`);
  }

  /** A text that stands for everything so far, such as the stored answer: it must go on from what was shown. */
  settle(text: string, end: 'complete' | 'analysis_error', code: string | null): void {
    if (!text.startsWith(this.text)) this.mismatches.push(`what was shown is no beginning of the answer: ${JSON.stringify(this.text.slice(-60))}`);
    this.#tokens = [text];
    this.finish(end, code);
  }

  finish(end: 'complete' | 'analysis_error', code: string | null): void {
    if (this.end !== null) this.duplicates += 1;
    this.end = end;
    this.code = code;
  }

  result(): ClientResult {
    const { analysis_id, text, end, code, gaps, duplicates, mismatches } = this;
    return { analysis_id, text, end, code, resumes: Math.max(0, this.connections - 1), gaps, duplicates, asked_again: this.askedAgain, mismatches };
  }
}

export type WireFrame = Record<string, unknown> & { type: string };

/** Ends an analysis in the ledger, if the frame is its end. The completion's own text must be the tokens joined. */
export function applyEnd(ledger: AnswerLedger, frame: WireFrame): void {
  if (frame.type === 'complete') {
    if (frame['answer'] !== ledger.text) ledger.mismatches.push(`the completion says ${JSON.stringify(String(frame['answer']).slice(-60))}, the tokens say ${JSON.stringify(ledger.text.slice(-60))}`);
    ledger.finish('complete', null);
  } else if (frame.type === 'analysis_error') {
    ledger.finish('analysis_error', (frame['error'] as { code: string }).code);
  }
}

export function parseFrame(text: string): WireFrame {
  return JSON.parse(text) as WireFrame;
}

/** Full jitter, short: a server that restarts is back within a second or two. */
export async function pauseBeforeConnecting(context: ClientContext, tries: number): Promise<void> {
  const ms = context.random() * Math.min(1_000, 50 * 2 ** tries);
  await new Promise((resolve) => setTimeout(resolve, ms));
}
