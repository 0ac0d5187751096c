/** What is in proportion to its size takes, for eight times the size, about eight times as long; what grows with its square, sixty-four times. */
export const FAR_FROM_LINEAR = 32;

/** Of what else the machine does, the quickest run is the freest: of the small size always, of the large one where a run took far too long. */
const SMALL_RUNS = 3;
const LARGE_RUNS = 4;
/** Shorter times are noise, in milliseconds of this process's processor time. */
const LEAST_MS = 2;

/** How many times as long work takes on the larger size: by the time that this process had a processor, whatever else the machine does. */
export function growth(work: (size: number) => unknown, small: number, large: number): number {
  work(small / 4);
  const smallMs = Math.max(LEAST_MS, Math.min(...Array.from({ length: SMALL_RUNS }, () => milliseconds(work, small))));
  let least = Infinity;
  for (let run = 0; run < LARGE_RUNS && least >= FAR_FROM_LINEAR; run += 1) least = Math.min(least, milliseconds(work, large) / smallMs);
  return least;
}

function milliseconds(work: (size: number) => unknown, size: number): number {
  const before = process.cpuUsage();
  work(size);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
