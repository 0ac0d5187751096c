/** A TCP proxy that breaks connections on purpose, to stand between a client and the real server. */
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

export interface CuttingProxy {
  url: string;
  /** Connections that were cut. */
  cuts(): number;
  close(): Promise<void>;
}

/**
 * `cutBefore` sees each chunk from the server and says whether the connection breaks before the chunk is passed on;
 * `connection` counts the connections that carried a WebSocket, from 0. Frames of a server are plain text on the wire.
 */
export async function startCuttingProxy(serverPort: number, cutBefore: (chunk: string, connection: number) => boolean): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let webSockets = 0;
  let cuts = 0;
  const proxy = createServer((downstream) => {
    const upstream = connect(serverPort, '127.0.0.1');
    let connection: number | null = null;
    const end = () => {
      downstream.destroy();
      upstream.destroy();
      open.delete(downstream);
    };
    open.add(downstream);
    for (const socket of [downstream, upstream]) socket.on('error', end).on('close', end);
    downstream.on('data', (chunk) => {
      if (connection === null && /^GET \/ws\//.test(chunk.toString('latin1'))) connection = webSockets++;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (connection === null || !cutBefore(chunk.toString('utf8'), connection)) return void downstream.write(chunk);
      cuts += 1;
      end();
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cuts: () => cuts,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => proxy.close(() => resolve()));
    },
  };
}
