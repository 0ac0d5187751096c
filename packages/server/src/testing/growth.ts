/** What is in proportion to its size takes, for eight times the size, about eight times as long; what grows with its square, sixty-four times. */
export const FAR_FROM_LINEAR = 32;

/** Runs of each size: of what else the machine does, the quickest is the freest. */
const RUNS = 2;
/** Shorter times are noise, in milliseconds of this process's processor time. */
const LEAST_MS = 2;

/** How many times as long work takes on the larger size: by the time that this process had a processor, whatever else the machine does. */
export function growth(work: (size: number) => unknown, small: number, large: number): number {
  work(small / 4);
  const once = () => quickest(work, large) / Math.max(LEAST_MS, quickest(work, small));
  const first = once();
  return first < FAR_FROM_LINEAR ? first : Math.min(first, once());
}

function quickest(work: (size: number) => unknown, size: number): number {
  return Math.min(...Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    work(size);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }));
}
