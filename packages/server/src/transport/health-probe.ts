import type { HealthResponse, ServiceStatus } from '@groundwire/protocol';
import { type Clock, isoTimestamp } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';

/** Checks one service. Resolving with nothing means `healthy`; throwing means `unhealthy`, and a `GroundwireError` says why. */
export type HealthCheck = (signal: AbortSignal) => Promise<{ status: ServiceStatus; detail?: string } | void>;

export interface Finding {
  status: ServiceStatus;
  detail?: string | undefined;
}

const CACHE_MS = 10_000;
/** What is on this machine costs little to ask. */
const NEAR_CACHE_MS = 1_000;
const LIMIT_MS = 2_000;

export interface HealthProbeOptions {
  /** Of the process itself and its files. */
  near?: Record<string, HealthCheck> | undefined;
  checks: Record<string, HealthCheck>;
  /** What is known of services without asking anybody: told anew each time. */
  known?: Record<string, () => Finding> | undefined;
  clock: Clock;
  version: string;
}

/**
 * Asks every service side by side, each for at most two seconds, and keeps what it found for ten, of its own files for one: `/health` may be polled as
 * often as one likes without the services noticing. What is `known` anyway is never older than the answer. Never rejects.
 */
export function createHealthProbe({ near = {}, checks, known = {}, clock, version }: HealthProbeOptions): () => Promise<HealthResponse> {
  const [findNear, findOthers] = [kept(near, NEAR_CACHE_MS, clock), kept(checks, CACHE_MS, clock)];
  return async () => {
    const asked = await Promise.all([findNear(), findOthers()]);
    const findings = [...asked.flatMap((found) => [...found]), ...Object.entries(known).map(([name, tell]): [string, Finding] => [name, tell()])];
    const details = findings.flatMap(([name, { detail }]) => (detail === undefined ? [] : [[name, detail]]));
    return {
      status: findings.some(([, { status }]) => status === 'unhealthy' || status === 'degraded') ? 'degraded' : 'healthy',
      timestamp: isoTimestamp(clock),
      version,
      services: Object.fromEntries(findings.map(([name, { status }]) => [name, status])),
      ...(details.length === 0 ? {} : { details: Object.fromEntries(details) as Record<string, string> }),
    };
  };
}

/** What the checks find, asked again when it is older than `maxAgeMs`. */
function kept(checks: Record<string, HealthCheck>, maxAgeMs: number, clock: Clock): () => Promise<Map<string, Finding>> {
  let found: { at: number; findings: Promise<Map<string, Finding>> } | null = null;
  return () => {
    if (found === null || clock.now() - found.at >= maxAgeMs) found = { at: clock.now(), findings: checkAll(checks, clock) };
    return found.findings;
  };
}

async function checkAll(checks: Record<string, HealthCheck>, clock: Clock): Promise<Map<string, Finding>> {
  const entries = Object.entries(checks).map(async ([name, check]) => [name, await checkOne(check, clock)] as const);
  return new Map(await Promise.all(entries));
}

async function checkOne(check: HealthCheck, clock: Clock): Promise<Finding> {
  const abort = new AbortController();
  const late = new Promise<Finding>((resolve) => {
    abort.signal.addEventListener('abort', () => resolve({ status: 'unhealthy', detail: `No answer within ${LIMIT_MS / 1000} seconds` }), { once: true });
  });
  const takeBack = clock.after(LIMIT_MS, () => abort.abort(new GroundwireError('DEADLINE_EXCEEDED', 'The check took too long')));
  try {
    return await Promise.race([settle(check, abort.signal), late]);
  } finally {
    takeBack();
  }
}

async function settle(check: HealthCheck, signal: AbortSignal): Promise<Finding> {
  try {
    return (await check(signal)) ?? { status: 'healthy' };
  } catch (thrown) {
    return { status: 'unhealthy', detail: thrown instanceof GroundwireError ? thrown.message : 'Failed unexpectedly; the log of the server may say why' };
  }
}
