import { type Frame, isTerminal, type LoggedBody, type TokenBody } from '@groundwire/protocol';
import { sealFrame, withText } from './frame-text.js';
import { AppendRefused, type Lease } from './session-log.js';

/** `begin` with an id that is taken. */
export class AnalysisKnown extends Error {
  constructor(analysisId: string) {
    super(`The analysis ${analysisId} is known already`);
    this.name = 'AnalysisKnown';
  }
}

/** Why the lease may not append these bodies to the analysis, or null. Every backend asks this in the step that appends. */
export function refusalOf(analysis: { status: 'running' | 'ended'; fence: number } | undefined, lease: Lease, bodies: readonly LoggedBody[]): AppendRefused | null {
  if (analysis === undefined) return new AppendRefused('unknown');
  if (analysis.status === 'ended') return new AppendRefused('ended');
  if (analysis.fence !== lease.fence) return new AppendRefused('fenced');
  if (bodies.slice(0, -1).some(isTerminal)) return new AppendRefused('ended');
  if (bodies.some((body) => body.analysis_id !== lease.analysis_id)) return new AppendRefused('unknown');
  return null;
}

/** The body that ends the analysis, if these do. */
export function terminalOf(bodies: readonly LoggedBody[]): Extract<LoggedBody, { type: 'complete' | 'analysis_error' }> | null {
  const last = bodies.at(-1);
  return last?.type === 'complete' || last?.type === 'analysis_error' ? last : null;
}

/** The wire text of a body as the frame with this seq. Terminal frames also carry the log's epoch. */
export function frameTextOf(body: LoggedBody, seq: number, epoch: string): string {
  return JSON.stringify(isTerminal(body) ? { ...body, seq, epoch } : { ...body, seq });
}

/** The body as the frame with this seq, frozen and with its wire text. */
export function frameOf(body: LoggedBody, seq: number, epoch: string): Frame {
  return body.type === 'token' && isPlainToken(body) ? tokenFrame(body, seq) : sealFrame(frameTextOf(body, seq, epoch));
}

const TOKEN_KEYS = ['type', 'content', 'index', 'analysis_id'];

/** Whether nothing but the four fields of a token is there, in the order in which the engine writes them. */
function isPlainToken(body: TokenBody): boolean {
  let at = 0;
  for (const key in body) {
    if (key !== TOKEN_KEYS[at]) return false;
    at += 1;
  }
  return at === TOKEN_KEYS.length && typeof body.content === 'string' && Number.isSafeInteger(body.index) && typeof body.analysis_id === 'string';
}

/** What writing a token as JSON and reading it again gives, without the reading: nearly all frames are tokens. */
function tokenFrame({ content, index, analysis_id }: TokenBody, seq: number): Frame {
  const text = `{"type":"token","content":${JSON.stringify(content)},"index":${index},"analysis_id":${JSON.stringify(analysis_id)},"seq":${seq}}`;
  return Object.freeze(withText({ type: 'token', content, index, analysis_id, seq }, text));
}
