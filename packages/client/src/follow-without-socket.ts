import { backoffMs } from './backoff.js';
import { AnalysisFailed, type ConnectionFailed, ConnectionLost } from './errors.js';
import type { FollowedAnalysis } from './followed-analysis.js';
import { readEvents } from './read-events.js';
import { readFrame } from './read-frame.js';
import { type RestAccess, diagnose, endedAnalysis, openEvents, startAnalysis } from './rest.js';
import type { Timing } from './timing.js';

export interface WithoutSocket extends RestAccess {
  timing: Timing;
}

/** How one event stream ended: `broken` may go on from where it was, `unsupported` means that there is none to be had. */
type StreamEnd = 'broken' | 'unsupported';

/**
 * What becomes of these analyses where there is no socket: they go on over plain HTTP where that gets through, else they fail.
 * Gives the error that stands for the socket. Never rejects.
 */
export async function goOnWithoutSocket(access: WithoutSocket, analyses: readonly FollowedAnalysis[], { complaint, everOpen }: { complaint: string; everOpen: boolean }): Promise<Error> {
  const { serves, error } = await diagnose(access, complaint);
  const message = `The connection to the server broke: ${complaint}`;
  for (const analysis of analyses) {
    if (serves && (analysis.question !== null || analysis.analysis_id !== null)) void goOn(access, analysis, error);
    else if (everOpen) analysis.lose(message);
    else analysis.fail(error);
  }
  return everOpen ? new ConnectionLost(message, '', null) : error;
}

/** A server that takes no question over HTTP either has the reason why its socket was refused. */
async function goOn(access: WithoutSocket, analysis: FollowedAnalysis, socketError: ConnectionFailed): Promise<void> {
  if (analysis.analysis_id === null) {
    analysis.sent = true;
    try {
      analysis.name(await startAnalysis(access, analysis.startRequest));
    } catch (thrown) {
      return analysis.fail(thrown instanceof AnalysisFailed ? thrown : socketError);
    }
  }
  await followWithoutSocket(access, analysis);
}

/**
 * Follows one analysis, whose id is known, where no socket gets through: reads its frames as an event stream, which resumes
 * behind the last frame just as a socket does; where that does not get through either, asks for the result now and then.
 * Settles the analysis, whatever happens.
 */
async function followWithoutSocket(access: WithoutSocket, analysis: FollowedAnalysis): Promise<void> {
  try {
    if ((await followEvents(access, analysis)) === 'unsupported') await pollEnd(access, analysis);
  } catch (thrown) {
    analysis.fail(thrown instanceof Error ? thrown : new Error(String(thrown)));
  }
}

/** Null when the analysis is settled. */
async function followEvents(access: WithoutSocket, analysis: FollowedAnalysis): Promise<'unsupported' | null> {
  const { timing } = access;
  const position = { after: 0 };
  for (let tried = 0; !analysis.over; tried += 1) {
    const before = position.after;
    if ((await readOnce(access, analysis, position)) === 'unsupported') return 'unsupported';
    if (position.after > before) tried = 0;
    if (tried >= timing.reconnectTries) analysis.lose('The event stream broke and could not be restored');
    if (analysis.over) return null;
    analysis.stream.emit('reconnecting', tried + 1);
    await wait(backoffMs({ tried, baseMs: timing.reconnectDelayMs, capMs: timing.maxReconnectDelayMs, random: Math.random(), wishMs: null }));
  }
  return null;
}

async function readOnce(access: WithoutSocket, analysis: FollowedAnalysis, position: { after: number }): Promise<StreamEnd> {
  const abort = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const onLife = () => {
    clearTimeout(silence);
    silence = setTimeout(() => abort.abort(), access.timing.silenceLimitMs);
  };
  analysis.stream.done.finally(() => abort.abort()).catch(() => undefined);
  onLife();
  try {
    const response = await openEvents(access, analysis.analysis_id ?? '', position.after, abort.signal);
    if (response.status === 429 || response.status >= 500) return 'broken';
    if (!response.ok || response.body === null || !/^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')) return 'unsupported';
    for await (const { data } of readEvents(response.body, onLife)) take(analysis, data, position);
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'ProtocolMismatch') throw thrown;
  } finally {
    clearTimeout(silence);
  }
  return 'broken';
}

function take(analysis: FollowedAnalysis, data: string, position: { after: number }): void {
  const frame = readFrame(data);
  if (frame === null || analysis.over) return;
  // A snapshot comes only where the frames behind this position can't: it stands, even if it is from before it.
  if (frame.type === 'snapshot') analysis.reset();
  else if ('seq' in frame && frame.seq !== undefined && frame.seq <= position.after) return;
  position.after = frame.type === 'snapshot' ? frame.through_seq : 'seq' in frame && frame.seq !== undefined ? frame.seq : position.after;
  analysis.stream.emitFrame(frame);
  analysis.take(frame);
}

/** Looks now and then how the analysis ended, until that is known. Does nothing where that goes on already. Never rejects. */
export async function pollEnd(access: WithoutSocket, analysis: FollowedAnalysis): Promise<void> {
  if (analysis.polled) return;
  analysis.polled = true;
  for (await lookForEnd(access, analysis); !analysis.over; await lookForEnd(access, analysis)) await wait(access.timing.pollMs);
}

/** Takes the end of the analysis where the server knows one, and fails it where the server does not know the analysis. Never rejects. */
export async function lookForEnd(access: WithoutSocket, analysis: FollowedAnalysis): Promise<void> {
  try {
    const frame = await endedAnalysis(access, analysis.analysis_id ?? '', analysis.pending.text);
    if (frame === null || analysis.over) return;
    analysis.stream.emitFrame(frame);
    analysis.take(frame);
  } catch (thrown) {
    analysis.fail(thrown instanceof Error ? thrown : new Error(String(thrown)));
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
