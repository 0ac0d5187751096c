import { type Frame, isTerminal } from '@groundwire/protocol';
import { frameText } from '../session-log/frame-text.js';
import type { LogSnapshot, SessionLog } from '../session-log/session-log.js';
import { terminalBody } from './terminal-body.js';

/** A frame as it is sent. */
export interface SentFrame {
  type: Frame['type'];
  seq: number;
  /** JSON. */
  text: string;
}

/** The terminal frame of an analysis that ended: as the log has it, else made anew from the fold of what was trimmed. */
export async function foldedEnd(log: SessionLog, sessionId: string, { analysis_id, answer, through_seq }: LogSnapshot): Promise<SentFrame> {
  const [frame] = await log.read(sessionId, through_seq - 1, 1, analysis_id);
  if (frame !== undefined && isTerminal(frame)) return { type: frame.type, seq: frame.seq, text: frameText(frame) };
  const { epoch } = await log.head(sessionId);
  const ended = (await log.analyses(sessionId)).find((analysis) => analysis.analysis_id === analysis_id)?.ended_at ?? null;
  const body = terminalBody(analysis_id, answer, ended === null ? null : new Date(ended).toISOString());
  return { type: body.type, seq: through_seq, text: JSON.stringify({ ...body, seq: through_seq, epoch }) };
}
