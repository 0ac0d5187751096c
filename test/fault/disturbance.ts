import { type ServerFleet, delay } from './server-fleet.js';

/** Longer than a lease lives without being renewed: another process takes over, and the one that slept must notice. */
const PAUSE_MS = 7_500;

export interface DisturbanceOptions {
  /** Share of disturbances that are a pause; the rest are kills. */
  pauseShare: number;
  /** Milliseconds of peace between two of them, at most. */
  peaceMs: number;
}

/** Kills and pauses servers at random moments until it is stopped. Resolves once all of them run again. */
export async function disturb(fleet: ServerFleet, random: () => number, options: DisturbanceOptions, signal: AbortSignal): Promise<void> {
  const pauses: Array<Promise<void>> = [];
  while (!signal.aborted) {
    await delay(300 + random() * options.peaceMs);
    if (signal.aborted) break;
    if (random() < options.pauseShare) {
      const pause = fleet.pause(random, PAUSE_MS);
      pauses.push(pause);
      // With a neighbour the others go on while one sleeps, and may be killed meanwhile.
      if (fleet.size === 1) await pause;
    } else {
      await fleet.kill(random, random() * 600);
    }
  }
  await Promise.all(pauses);
}
