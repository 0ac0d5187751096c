import { setTimeout as pause } from 'node:timers/promises';
import { startChild } from './child-program.js';
import { type ContestantServer, startContestants } from './contestant-servers.js';
import type { BenchResult } from './first-token.js';
import { textTable } from './measurements.js';
import { processUsage } from './process-usage.js';
import { showProgress } from './progress.js';

interface Measured {
  contestant: string;
  connections: number;
  /** Of resident memory; what the kernel keeps for a connection is not in it. */
  kib_per_connection: number;
  before_mib: number;
  after_mib: number;
}

/** Long enough for what is left of opening the sockets to be given back. */
const SETTLE_MS = 4_000;

/** Memory of a server with sockets open that say nothing, against the same server without them. */
export async function benchIdle(options: { connections: number }): Promise<BenchResult> {
  const { servers, note } = await startContestants('http://127.0.0.1:9/v1');
  try {
    const measured: Measured[] = [];
    for (const server of servers) {
      showProgress(`${server.name}: ${options.connections} connections`);
      measured.push(await measure(server, options.connections));
    }
    showProgress(null);
    const rows = measured.map((row) => [row.contestant, String(row.connections), `${row.kib_per_connection.toFixed(1)} KiB`, `${row.before_mib.toFixed(0)} MiB`, `${row.after_mib.toFixed(0)} MiB`]);
    const table = textTable([['', 'connections', 'each', 'before', 'after'], ...rows]);
    return { report: ['Resident memory of a server, without and with idle connections, each in a session of its own', table, ...(note === null ? [] : [note])].join('\n'), figures: { measured, note } };
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function measure({ name, socketUrl, pid }: ContestantServer, connections: number): Promise<Measured> {
  const clients = startChild(process.execPath, 'idle-clients.mjs');
  try {
    const open = async (sockets: number) => {
      clients.say(sockets === 0 ? '' : JSON.stringify({ url: socketUrl, sockets }));
      await clients.line();
      await pause(SETTLE_MS);
      return processUsage(pid).residentBytes;
    };
    // What the first connections make a server load is not theirs.
    await open(200);
    const before = await open(0);
    const after = await open(connections);
    return { contestant: name, connections, kib_per_connection: (after - before) / connections / 1024, before_mib: before / 2 ** 20, after_mib: after / 2 ** 20 };
  } finally {
    await clients.stop();
  }
}
