/** Times in milliseconds; changed by tests and by those who know why. */
export interface Timing {
  /** Until the server has introduced itself on a new socket. */
  connectTimeoutMs: number;
  /** The same for the first try to reconnect; it doubles with each, up to `connectTimeoutMs`: a server that stands still takes connections and says nothing. */
  reconnectTimeoutMs: number;
  /** How long the first connection is tried for while nothing answers at the address: a server that restarts is back soon. */
  firstConnectMs: number;
  /** Without a message for this long a connection counts as dead. */
  silenceLimitMs: number;
  /** While an answer is awaited, so much silence makes a connection doubtful: the server is asked for a sign of life. */
  doubtAfterMs: number;
  /** How long it has for that. */
  probeMs: number;
  /** Bound of the wait before the first try to reconnect; it doubles with each. */
  reconnectDelayMs: number;
  /** The bound does not grow beyond this. */
  maxReconnectDelayMs: number;
  /** Tries in a row without any progress before the connection counts as lost. */
  reconnectTries: number;
  /** How long a cancelled question waits for the server to confirm. */
  cancelGraceMs: number;
  /** Between two looks at an analysis where neither a socket nor an event stream gets through. */
  pollMs: number;
}

export const DEFAULT_TIMING: Timing = {
  connectTimeoutMs: 10_000,
  reconnectTimeoutMs: 3_000,
  firstConnectMs: 5_000,
  // Servers ping every 30 s: after one and a half of that something is wrong.
  silenceLimitMs: 45_000,
  doubtAfterMs: 4_000,
  probeMs: 4_000,
  reconnectDelayMs: 250,
  maxReconnectDelayMs: 15_000,
  // With full jitter these take a minute and a quarter in the mean: longer than a restart.
  reconnectTries: 15,
  cancelGraceMs: 2_000,
  pollMs: 2_000,
};
