import type { SocketPair } from './socket-pair.js';

/** What a socket got of the answers, short: `a0 a1 a!` for two tokens and the end of the analysis a. `names` renames analyses. */
export function outline(socket: SocketPair, names: Record<string, string> = {}): string {
  const frames = socket.frames('token', 'complete', 'analysis_error');
  return frames.map((frame) => `${names[frame.analysis_id ?? ''] ?? frame.analysis_id}${frame.type === 'token' ? frame.index : '!'}`).join(' ');
}
