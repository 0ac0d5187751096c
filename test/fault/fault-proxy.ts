/** A TCP proxy between one client and the servers, whose connections break as planned. */
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import type { Fault } from './fault-plan.js';

export interface FaultProxy {
  url: string;
  socketUrl: string;
  /** Faults that happened. */
  happened: Fault[];
  close(): Promise<void>;
}

/** Only connections that carry frames break: sockets and event streams. */
const CARRIES_FRAMES = /^GET \/(ws\/|api\/analysis\/[^/ ]+\/events)/;

/** `port` says where the next connection leads. */
export async function startFaultProxy(faults: readonly Fault[], port: () => number): Promise<FaultProxy> {
  const open = new Set<Socket>();
  const happened: Fault[] = [];
  const waiting = [...faults];
  const server = createServer((downstream) => {
    const upstream = connect(port(), '127.0.0.1');
    const link = new Link(downstream, upstream, () => waiting.shift(), (fault) => happened.push(fault));
    for (const socket of [downstream, upstream]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    link.run();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${address}`,
    socketUrl: `ws://${address}`,
    happened,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

class Link {
  #fault: Fault | null | undefined;
  #passed = 0;
  #dead = false;

  constructor(
    readonly downstream: Socket,
    readonly upstream: Socket,
    readonly nextFault: () => Fault | undefined,
    readonly happened: (fault: Fault) => void,
  ) {}

  run(): void {
    const { downstream, upstream } = this;
    downstream.setNoDelay(true);
    upstream.setNoDelay(true);
    downstream.on('data', (chunk: Buffer) => this.#fromClient(chunk));
    upstream.on('data', (chunk: Buffer) => this.#fromServer(chunk));
    for (const [socket, other] of [[downstream, upstream], [upstream, downstream]] as const) {
      socket.on('error', () => {
        if (!this.#dead) other.destroy();
      });
      socket.on('end', () => {
        if (!this.#dead) other.end();
      });
      // A peer that went away is not passed on over a half-open link: that is what makes it half-open.
      socket.on('close', () => {
        if (!this.#dead || socket === downstream) other.destroy();
      });
    }
  }

  #fromClient(chunk: Buffer): void {
    if (this.#fault === undefined) this.#fault = CARRIES_FRAMES.test(chunk.toString('latin1')) ? (this.nextFault() ?? null) : null;
    if (!this.#dead) this.upstream.write(chunk);
  }

  #fromServer(chunk: Buffer): void {
    if (this.#dead) return;
    const fault = this.#fault ?? null;
    if (fault === null || this.#passed + chunk.length <= fault.afterBytes) {
      this.#passed += chunk.length;
      return void this.downstream.write(chunk);
    }
    const before = chunk.subarray(0, Math.max(0, fault.afterBytes - this.#passed));
    this.#fault = null;
    this.happened(fault);
    this.#break(fault, before, chunk.subarray(before.length));
  }

  #break(fault: Fault, before: Buffer, rest: Buffer): void {
    const { downstream, upstream } = this;
    switch (fault.kind) {
      case 'fin':
        downstream.end(before);
        return void upstream.end();
      case 'rst':
        this.#dead = true;
        upstream.resetAndDestroy();
        return void downstream.write(before, () => downstream.resetAndDestroy());
      case 'half-open':
        downstream.write(before);
        this.#dead = true;
        return;
      case 'stall':
        downstream.write(before);
        upstream.pause();
        setTimeout(() => {
          if (!downstream.destroyed) downstream.write(rest);
          upstream.resume();
        }, fault.ms).unref();
    }
  }
}
