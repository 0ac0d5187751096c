import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { SocketPort } from '../session/socket-port.js';

/** What `ws` reports when the connection ended without a closing handshake (RFC 6455, section 7.1.5). */
const NO_CLOSE_FRAME = 1006;

/**
 * A `ws` socket as the sessions see it. `connection` is the TCP connection beneath: frames that are sent in one turn of the
 * event loop leave in one write. Attaches its handlers at once; never throws and never lets an error event go unheard.
 */
export function createWsSocket(socket: WebSocket, connection: Socket): SocketPort {
  const probes: Array<{ number: number; arrived: () => void }> = [];
  // Pings carry a number, because a peer that is behind may answer only the newest of them (RFC 6455, section 5.5.3).
  let probeCount = 0;
  let corked = false;
  // Errors end in a close event, which is all that the sessions need.
  socket.on('error', () => {});
  socket.on('pong', (data: Buffer) => {
    const number = Number(data.toString('latin1'));
    while (probes[0] !== undefined && probes[0].number <= number) probes.shift()?.arrived();
  });

  const isOpen = () => socket.readyState === socket.OPEN;
  const cork = () => {
    if (corked) return;
    corked = true;
    connection.cork();
    setImmediate(() => {
      corked = false;
      connection.uncork();
    });
  };

  return {
    send(text) {
      if (!isOpen()) return;
      cork();
      socket.send(text, ignoreError);
    },
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    probe(arrived) {
      if (!isOpen()) return;
      probeCount += 1;
      probes.push({ number: probeCount, arrived });
      socket.ping(String(probeCount), undefined, ignoreError);
    },
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
    onText(handler) {
      socket.on('message', (data, isBinary) => {
        if (!isBinary) handler((data as Buffer).toString('utf8'));
      });
    },
    onBinary(handler) {
      socket.on('message', (_data, isBinary) => {
        if (isBinary) handler();
      });
    },
    onClose(handler) {
      socket.once('close', (code) => handler(code !== NO_CLOSE_FRAME));
    },
    onLife(handler) {
      for (const event of ['message', 'ping', 'pong'] as const) socket.on(event, handler);
    },
  };
}

/** A failed send is followed by a close event. */
function ignoreError(): void {}
