import type { ClientResult } from './client-result.js';

/** What the server says of an answer when all is over. */
export interface StoredAnswer {
  /** `status` of `GET /api/analysis/{id}`. */
  status: string;
  /** `results.answer`, of one that completed. */
  answer: string | null;
  code: string | null;
  /** In the server's words, where it ended with an error. */
  message: string | null;
  /** The token frames of its event stream, joined. */
  frames: string;
  /** The type of the last frame of its event stream. */
  last: string | null;
}

export interface Verdict {
  /** Why the answer counts as lost; null when it does not. */
  lost: string | null;
  mismatches: string[];
  /** Ended by an error of the server or the model, and why; what was shown stands. */
  endedEarly: string | null;
}

/** An answer that could not go on may end so; any other end is a loss. */
const EARLY_ENDS: ReadonlySet<string> = new Set(['NODE_LOST', 'LLM_INTERRUPTED', 'LLM_UNAVAILABLE', 'LLM_TIMEOUT']);

/** `undisturbed`: what the same question is answered when nothing breaks. */
export function judge(client: ClientResult, stored: StoredAnswer | null, undisturbed: string): Verdict {
  const verdict: Verdict = { lost: null, mismatches: [...client.mismatches], endedEarly: null };
  if (client.end === null) return { ...verdict, lost: `no end within the time; ${client.text.length} characters had come` };
  if (stored === null) return { ...verdict, lost: 'the server does not know it' };
  const expect = (fits: boolean, complaint: string) => void (fits || verdict.mismatches.push(complaint));
  expect(client.text === stored.frames, `the client has ${tail(client.text)}, the frames say ${tail(stored.frames)}`);
  expect(stored.last === client.end, `the last frame is ${stored.last}, the client saw ${client.end}`);
  if (client.end === 'complete') {
    expect(stored.status === 'completed', `the record says ${stored.status}`);
    expect(stored.answer === client.text, `the record has ${tail(stored.answer ?? '')}, the client ${tail(client.text)}`);
    expect(client.text === undisturbed, `the text is not the one of an undisturbed run: ${tail(client.text)} for ${tail(undisturbed)}`);
    return verdict;
  }
  expect(stored.status === 'failed' && stored.code === client.code, `the record says ${stored.status} ${stored.code}, the client saw ${client.code}`);
  expect(undisturbed.startsWith(client.text), `what was shown is no beginning of the undisturbed answer: ${tail(client.text)}`);
  if (EARLY_ENDS.has(client.code ?? '')) verdict.endedEarly = `${client.code} (${reasonOf(stored.message ?? '')})`;
  else verdict.lost = `ended with ${client.code}`;
  return verdict;
}

/** What a message says of the cause, without what it says to everybody. */
function reasonOf(message: string): string {
  return (/in mid-answer, and (.*?)\. The text/.exec(message)?.[1] ?? message.replace(/\. .*$/, '')).replace(/\d+ times/, 'n times');
}

function tail(text: string): string {
  return `${text.length} characters …${JSON.stringify(text.slice(-40))}`;
}
