import type { FastifyInstance } from 'fastify';

/** Where the server is reached from this machine, with the true port once it listens. Listening everywhere includes the loopback address. */
export function addressOf({ server }: FastifyInstance, { host, port }: { host: string; port: number }): string {
  const bound = server.address();
  const truePort = typeof bound === 'object' && bound !== null ? bound.port : port;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${truePort}`;
}
