/**
 * Loaded into a server's process with `--import`: at each SIGUSR2 it collects garbage and appends one line of JSON to the file
 * that PROBE_FILE names: memory, what the event loop waits for, and listeners of what lives as long as the process.
 */
import { createHook } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import process from 'node:process';

const file = process.env.PROBE_FILE;

// What lists the timers of a process leaves out those that would not keep it alive, and the server's are all of that kind.
const timers = new Set();
createHook({
  init(id, type) {
    if (type === 'Timeout') timers.add(id);
  },
  destroy: (id) => void timers.delete(id),
}).enable();

function listenersOf(emitter) {
  return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
}

function counts(names) {
  const found = {};
  for (const name of names) found[name] = (found[name] ?? 0) + 1;
  return found;
}

process.on('SIGUSR2', () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const resources = counts(process.getActiveResourcesInfo());
  // Node offers no public list of its handles; this one has been there since its beginnings.
  const servers = process._getActiveHandles().filter((handle) => handle.constructor.name === 'Server');
  const listeners = listenersOf(process) + servers.reduce((sum, server) => sum + listenersOf(server), 0);
  appendFileSync(file, `${JSON.stringify({ rss, heapUsed, external, timers: timers.size, sockets: resources.TCPSocketWrap ?? 0, resources, listeners })}\n`);
});
