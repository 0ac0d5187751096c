/** What must hold whatever happens to sockets, owners and doorbells. Tests that check some of them in other ways carry the number too. */
export const INVARIANTS = {
  1: 'on every v2 socket seq grows by exactly one behind its cursor, and a replay comes whole or not at all',
  2: 'no seq comes twice on a socket, and none is applied twice across reconnects',
  3: 'the same seq is the same bytes on every socket, for as long as it is kept',
  4: 'index counts 0, 1, 2, … within an analysis, in the order of seq',
  5: 'the tokens joined are the answer of the complete frame and of the log, for every client that saw the end',
  6: 'what a client shows is at any time the beginning of the answer',
  7: 'every analysis has exactly one terminal frame and nothing behind it',
  8: 'a lost connection never changes an answer, and a cancel ends its growth',
  9: 'starting, cancelling and ending twice is the same as once',
  10: 'only the newest owner writes: its fence is higher, and nothing of an older one follows',
  11: 'what a client saw is in the log, and a log that was begun anew has another epoch',
  12: 'an append that was repeated because its reply got lost adds nothing',
  13: 'a socket that is not read costs bounded memory',
  14: 'a lost doorbell delays a frame by a second at most while something runs, else by 15 s',
  15: 'no frame of one session reaches a socket of another',
  16: 'a base socket gets base frames of valid shape only',
  18: 'a ping has no seq',
  20: 'when all sockets are closed no timer, doorbell or attachment is left',
} as const;

/** Those that no trace of sockets and owners can show, and the test files whose titles name them. */
export const INVARIANTS_ELSEWHERE = {
  17: { holds: 'usage.tokens counts each token of the answer once, and what all attempts generated is told apart', test: 'analysis/resume.test.ts' },
  19: { holds: 'the same trace on any backend is the same frames for every client', test: 'session/log-invariants.test.ts' },
} as const;

export type InvariantNumber = keyof typeof INVARIANTS;

/** Counts how often each invariant was looked at: one that was never looked at was not tested. */
export class InvariantBook {
  readonly checks = new Map<InvariantNumber, number>();

  /** Throws, naming the invariant, when it does not hold. */
  ensure(invariant: InvariantNumber, holds: boolean, detail: () => string): void {
    this.checks.set(invariant, (this.checks.get(invariant) ?? 0) + 1);
    if (!holds) throw new Error(`invariant ${invariant} is broken (${INVARIANTS[invariant]}): ${detail()}`);
  }
}
