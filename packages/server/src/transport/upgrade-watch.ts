import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** An upgrade that was neither accepted nor ended after so long is ended. Node watches over no connection that asked for an upgrade. */
const UPGRADE_LIMIT_MS = 10_000;

/** The connections that asked for an upgrade and have not got it. */
export interface UpgradeWatch {
  upgraded(connection: Socket): void;
  /** Ends those that are left, so that they don't hold a stop up. */
  endAll(): void;
}

/**
 * Sees to it that no connection is left over from an upgrade that was refused, or asked for at an address that knows none.
 * An address with a broken percent-encoding, which the router answers before any hook, is led to the route that refuses it.
 */
export function watchUpgrades(server: Server): UpgradeWatch {
  const waiting = new Set<Socket>();
  // `ws` sets the timeout back to none when it takes the connection over.
  server.prependListener('upgrade', (request: IncomingMessage, connection: Socket) => {
    waiting.add(connection);
    connection.setTimeout(UPGRADE_LIMIT_MS, () => {
      if (waiting.has(connection)) connection.destroy();
    });
    connection.once('close', () => waiting.delete(connection));
    if (!isDecodable(request.url ?? '')) request.url = '/ws/';
  });
  return {
    upgraded: (connection) => void waiting.delete(connection),
    endAll() {
      for (const connection of waiting) connection.destroy();
    },
  };
}

function isDecodable(url: string): boolean {
  try {
    decodeURI(url);
    return true;
  } catch {
    return false;
  }
}
