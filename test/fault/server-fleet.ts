import { type ServerOptions, type ServerProcess, startBeside, startServer } from '../e2e/server-process.js';

/** One or two server processes on the same data folder, which come and go. */
export class ServerFleet {
  readonly #servers: ServerProcess[];
  #busy = new Set<ServerProcess>();
  kills = 0;
  pauses = 0;

  static async start(options: ServerOptions): Promise<ServerFleet> {
    return new ServerFleet(await startServer(options));
  }

  private constructor(first: ServerProcess) {
    this.#servers = [first];
  }

  get size(): number {
    return this.#servers.length;
  }

  /** The address that always leads to the first one. */
  get url(): string {
    return (this.#servers[0] as ServerProcess).url;
  }

  output(): string {
    return this.#servers.map((server) => server.output()).join('\n');
  }

  /** A second process joins. */
  async grow(): Promise<void> {
    this.#servers.push(await startBeside(this.#servers[0] as ServerProcess));
  }

  /** Where a client that connects now is led: to any of them, as a proxy that does not look would. */
  port(random: () => number): number {
    return (this.#servers[Math.floor(random() * this.#servers.length)] as ServerProcess).port;
  }

  /** Kills one and starts it again `downMs` later. */
  async kill(random: () => number, downMs: number): Promise<void> {
    await this.#with(random, async (server) => {
      this.kills += 1;
      await server.kill();
      await delay(downMs);
      await server.restart();
    });
  }

  /** One stands still for so long. */
  async pause(random: () => number, ms: number): Promise<void> {
    await this.#with(random, async (server) => {
      this.pauses += 1;
      server.pause();
      await delay(ms);
      server.unpause();
    });
  }

  async stop(): Promise<void> {
    for (const server of [...this.#servers].reverse()) await server.stop();
  }

  /** One thing at a time happens to a server. */
  async #with(random: () => number, action: (server: ServerProcess) => Promise<void>): Promise<void> {
    const free = this.#servers.filter((server) => !this.#busy.has(server));
    const server = free[Math.floor(random() * free.length)];
    if (server === undefined) return;
    this.#busy.add(server);
    try {
      await action(server);
    } finally {
      this.#busy.delete(server);
    }
  }
}

export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
