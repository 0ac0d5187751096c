/** With this code a thread ends whose buffers grew beyond its limit. */
export const BUFFERS_FULL = 77;
/** Allocations smaller than this are not looked at, in bytes: what is large once was small, or came in one piece. */
const LARGE = 1024 * 1024;
const KINDS = ['ArrayBuffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array'] as const;

type Constructor = new (...args: unknown[]) => { byteLength: number };

/**
 * Ends this thread with `BUFFERS_FULL` when the buffers that it holds together take more than `mostMib`. The limits that Node sets for a
 * thread are those of its heap, and buffers lie outside of it: what unpacks without end would take the machine's memory. A library
 * asks for memory where it grows, so that is where it is counted. To be called once, in a thread that may be ended, never on the main thread.
 */
export function limitBuffers(mostMib: number): void {
  const globals = globalThis as unknown as Record<(typeof KINDS)[number], Constructor>;
  for (const kind of KINDS) globals[kind] = counted(globals[kind], mostMib * 1024 * 1024);
}

function counted(kind: Constructor, mostBytes: number): Constructor {
  const proxy: Constructor = new Proxy(kind, {
    construct(target, args, newTarget) {
      const made = Reflect.construct(target, args, newTarget === proxy ? target : newTarget) as { byteLength: number };
      if (made.byteLength >= LARGE && process.memoryUsage().arrayBuffers > mostBytes) process.exit(BUFFERS_FULL);
      return made;
    },
  });
  return proxy;
}
