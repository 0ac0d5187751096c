import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What Linux says of a process, its threads included (proc(5)). */
export interface ProcessUsage {
  /** CPU time used so far, user and system, in microseconds; counted in ticks of 10 ms. */
  cpuUs: number;
  /** The part of it that the system used on its behalf. */
  systemUs: number;
  residentBytes: number;
}

let ticksPerSecond: number | null = null;

export function processUsage(pid: number): ProcessUsage {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK']).toString());
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program, in brackets, may hold anything; utime and stime are the 14th and 15th field of all.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { cpuUs: (ticks * 1e6) / ticksPerSecond, systemUs: (Number(fields[12]) * 1e6) / ticksPerSecond, residentBytes: Number(resident) * 1024 };
}
