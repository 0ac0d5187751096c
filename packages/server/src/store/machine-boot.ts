import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** Start times that differ by less than this are one start, read with a clock that was set meanwhile. */
const SAME_START_SECONDS = 120;
const BY_TIME = 'started:';

/**
 * The identity of this machine's run since it was started: it survives every process, and no loss of power. Linux draws an id at each start
 * (man 4 random); elsewhere the time of the start stands for it.
 */
export function machineBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return `${BY_TIME}${Math.round(Date.now() / 1000 - uptime())}`;
  }
}

/** Whether two identities mean the same run of a machine. Pure. */
export function isSameBoot(one: string, other: string): boolean {
  if (one === other) return true;
  if (!one.startsWith(BY_TIME) || !other.startsWith(BY_TIME)) return false;
  return Math.abs(Number(one.slice(BY_TIME.length)) - Number(other.slice(BY_TIME.length))) < SAME_START_SECONDS;
}
