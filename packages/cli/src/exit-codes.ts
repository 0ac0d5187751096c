/** What the command's exit status says to scripts. */
export const EXIT = {
  OK: 0,
  FAILURE: 1,
  /** The question was processed, but the sources hold no answer. */
  NO_ANSWER: 2,
  /** The command line itself is wrong (EX_USAGE of sysexits.h). */
  USAGE: 64,
  /** Ended by Ctrl+C (128 + SIGINT). */
  INTERRUPTED: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
