/** A lease that was not renewed for so long may be taken over. Three beats may be missed. */
export const LEASE_TTL_MS = 6_000;
/** How often an owner renews its leases. */
export const LEASE_RENEW_MS = 1_500;
/** How long a session remembers the `client_request_id`s that it has seen. */
export const REQUEST_ID_MS = 24 * 3_600_000;
/** Frames of an analysis that ended so long ago may be folded. Far beyond the time in which a socket that comes back is given them one by one. */
export const KEEP_FRAMES_MS = 600_000;
/** So long they are kept even in a session that grew too large: a socket that comes back within two minutes is given them one by one. */
export const KEEP_ENDS_MS = 180_000;
/** Time between two looks for what may be folded or forgotten. */
const SWEEP_MS = 60_000;

/** Milliseconds until the next look. At whole multiples, so that logs on one clock look at the same moments, whenever they were made. */
export function untilNextSweep(now: number): number {
  return SWEEP_MS - (now % SWEEP_MS);
}
