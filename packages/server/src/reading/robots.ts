import type { Clock } from '../base/clock.js';
import { lowerFirst } from '../base/lower-first.js';
import { hostOf } from './address-policy.js';
import type { FetchFailure, GuardedFetch, Step } from './guarded-fetch.js';
import type { HostLimits } from './host-limits.js';
import { RobotsRules } from './robots-rules.js';

/** RFC 9309, section 2.5: at least 500 KiB must be read; what comes behind them is not. */
const MOST_BYTES = 500 * 1024;
/** RFC 9309: not to be kept for longer than a day. */
const KEPT_MS = 12 * 3_600_000;
/** A fault of a server passes sooner. */
const KEPT_FAULT_MS = 60_000;
const MOST_ORIGINS = 1000;

type Rules = Pick<RobotsRules, 'allows'> | { fault: FetchFailure };

/**
 * What sites say in `robots.txt` (RFC 9309): none there, or an answer of 4xx, allows everything; a site that has a fault
 * or does not answer allows nothing for now. Answers are kept for half a day, faults for a minute.
 */
export class Robots {
  readonly #fetch: GuardedFetch;
  readonly #hosts: HostLimits;
  readonly #clock: Clock;
  readonly #agent: string;
  readonly #known = new Map<string, { until: number; rules: Promise<Rules> }>();

  /** `agent` is the product token that rules may name. */
  constructor(options: { fetch: GuardedFetch; hosts: HostLimits; clock: Clock; agent: string }) {
    this.#fetch = options.fetch;
    this.#hosts = options.hosts;
    this.#clock = options.clock;
    this.#agent = options.agent;
  }

  /** Null where the page may be read. Rejects with the signal's reason. */
  async refusal(url: URL, signal: AbortSignal): Promise<FetchFailure | null> {
    const rules = await this.#rulesOf(url, signal);
    if ('fault' in rules) return ofRobots(rules.fault);
    return rules.allows(url) ? null : { ok: false, code: 'robots', reason: "The site's robots.txt asks programs not to read this page" };
  }

  #rulesOf(url: URL, signal: AbortSignal): Promise<Rules> {
    const { origin } = url;
    const now = this.#clock.now();
    const kept = this.#known.get(origin);
    if (kept !== undefined && kept.until > now) return kept.rules;
    const rules = this.#read(origin, signal);
    const entry = { until: now + KEPT_MS, rules };
    this.#known.delete(origin);
    this.#known.set(origin, entry);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_ORIGINS && oldest !== undefined) this.#known.delete(oldest);
    rules.then(
      (read) => void ('fault' in read && (entry.until = now + KEPT_FAULT_MS)),
      // Whoever asked is gone; the next one asks anew.
      () => this.#known.get(origin) === entry && this.#known.delete(origin),
    );
    return rules;
  }

  async #read(origin: string, signal: AbortSignal): Promise<Rules> {
    const address = `${origin}/robots.txt`;
    // Once in half a day, a host's own rules need no turn; what they lead to does.
    const enter = (hop: URL, ask: () => Promise<Step>) => (hostOf(hop) === hostOf(new URL(origin)) ? ask() : this.#hosts.run(hostOf(hop), signal, ask));
    const outcome = await this.#fetch.get(address, { signal, accept: 'text/plain, */*;q=0.5', cutAt: MOST_BYTES, enter, anyType: true });
    if (outcome.ok) return new RobotsRules(wholeLines(outcome.fetched.body), this.#agent);
    const isAbsent = outcome.code === 'not_found' || outcome.code === 'refused' || outcome.code === 'too_many_redirects' || outcome.code === 'unreadable';
    if (isAbsent) return { allows: () => true };
    return { fault: outcome };
  }
}

/** Faults that are the whole host's, and need not be told of one of its files. */
const OF_THE_HOST: ReadonlySet<FetchFailure['code']> = new Set(['unreachable', 'blocked_address']);

/** The page itself was not asked for: whoever looks for the fault is to look at the right file. */
function ofRobots(fault: FetchFailure): FetchFailure {
  return OF_THE_HOST.has(fault.code) ? fault : { ...fault, reason: `The site's robots.txt, which says what may be read, could not be: ${lowerFirst(fault.reason)}` };
}

/** A line that was cut off could say more, or less, than the site does. */
function wholeLines(body: Uint8Array): string {
  const text = Buffer.from(body).toString('utf8');
  return body.byteLength < MOST_BYTES ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
}
