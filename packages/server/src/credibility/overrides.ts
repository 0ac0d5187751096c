import { z } from 'zod';
import { GroundwireError } from '../base/errors.js';
import { hostFacts } from './host-facts.js';

/** What an operator says of a host: it stands in place of every rule and list. */
export interface CredibilityOverride {
  credibility: number;
  reason: string;
  /** Of which it is. */
  year: number;
}

/** Faulty lines that are named, so that the message can be read. */
const MOST_FAULTS = 20;

export type CredibilityOverrides = ReadonlyMap<string, CredibilityOverride>;

const lineSchema = z.strictObject({
  domain: z.string().min(1).max(253).transform((domain, context) => {
    const host = /[/\s]/.test(domain) ? null : (hostFacts(domain, null)?.host ?? null);
    if (host !== null) return host;
    context.addIssue({ code: 'custom', message: 'must be a host, such as example.org, without https:// and path' });
    return z.NEVER;
  }),
  credibility: z.number().min(0).max(1),
  reason: z.string().trim().min(1).max(500).default('So set by the operator of this server'),
});

/**
 * Reads a file of overrides: JSON Lines of `{"domain", "credibility", "reason"?}`, each domain once; blank lines and lines that begin with `#` are
 * passed over, and so is the mark that some editors put before the first line. Throws an `INVALID_REQUEST` that names each faulty
 * line and what is wrong with it. `year`: of which the file is.
 */
export function readOverrides(text: string, year: number): CredibilityOverrides {
  const overrides = new Map<string, CredibilityOverride>();
  const faults: string[] = [];
  for (const [index, line] of text.replace(/^\uFEFF/, '').split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const read = readLine(line, index + 1);
    if (typeof read === 'string') faults.push(read);
    else if (overrides.has(read.domain)) faults.push(`line ${index + 1}: ${read.domain} is named a second time`);
    else overrides.set(read.domain, { credibility: read.credibility, reason: read.reason, year });
  }
  if (faults.length > 0) throw new GroundwireError('INVALID_REQUEST', [...faults.slice(0, MOST_FAULTS), ...(faults.length > MOST_FAULTS ? [`and ${faults.length - MOST_FAULTS} lines more`] : [])].join('; '));
  return overrides;
}

/** The override of the source's host, else of the nearest host above it. Below a host that gives pages to anyone only its own name counts. */
export function overrideFor(overrides: CredibilityOverrides, source: { domain: string; url: string | null }): CredibilityOverride | null {
  const facts = hostFacts(source.domain, source.url);
  if (facts === null) return null;
  for (let host = facts.host; ; host = host.slice(host.indexOf('.') + 1)) {
    const found = overrides.get(host);
    if (found !== undefined) return found;
    if (host === facts.registered || host === facts.hostedUnder || !host.includes('.')) return null;
  }
}

/** What a line says, or what is wrong with it. */
function readLine(line: string, number: number): z.infer<typeof lineSchema> | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return `line ${number} is not JSON. Write lines like {"domain": "example.org", "credibility": 0.8, "reason": "Our own editors check it"}`;
  }
  const parsed = lineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => `line ${number}: ${path.join('.') || 'the entry'}: ${message}`).join('; ');
}
