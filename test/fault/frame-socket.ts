import WebSocket from 'ws';
import { SILENCE_MS, type WireFrame, parseFrame } from './client-result.js';

export interface FrameSocket {
  send(message: unknown): void;
  drop(): void;
}

/**
 * One connection from its opening to its end: frames come in order, a connection that is silent for too long is dropped.
 * Resolves when it is over, however it ended; never rejects.
 */
export function followSocket(url: string, handlers: { opened?: (socket: FrameSocket) => void; frame: (frame: WireFrame, socket: FrameSocket) => void; signal: AbortSignal }): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const silence = setTimeout(() => socket.terminate(), SILENCE_MS);
    const stop = () => socket.terminate();
    const own: FrameSocket = { send: (message) => socket.send(JSON.stringify(message), () => {}), drop: stop };
    handlers.signal.addEventListener('abort', stop, { once: true });
    socket.on('error', () => {});
    socket.on('open', () => handlers.opened?.(own));
    socket.on('message', (data: Buffer) => {
      silence.refresh();
      if (socket.readyState !== WebSocket.OPEN) return;
      const frame = parseFrame(data.toString());
      if (frame.type === 'ping') own.send({ type: 'pong' });
      handlers.frame(frame, own);
    });
    socket.on('close', () => {
      clearTimeout(silence);
      handlers.signal.removeEventListener('abort', stop);
      resolve();
    });
    if (handlers.signal.aborted) stop();
  });
}
