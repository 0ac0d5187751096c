import type { Clock } from '../base/clock.js';
import { inTime } from '../base/in-time.js';
import type { Logger } from '../base/logger.js';
import type { PassagesRequest, SourceProvider } from '../sources/source-provider.js';
import type { LiveClaims } from './live-claims.js';

/** For all documents together, which are asked side by side. Some milliseconds are usual; a library that is busy need not be waited for longer. */
const LIMIT_MS = 1_000;

export interface LookAgainOptions {
  providers: readonly SourceProvider[];
  clock: Clock;
  signal: AbortSignal;
  logger: Logger;
}

/**
 * Looks for what a document was not found to say in the rest of it: an answer is written from the passages that match the question, and
 * what a writer knows of the document besides may stand elsewhere. Then the claims stand as the more that was read has them. Never a
 * condition: a document that can't be asked leaves them as they are. Rejects only when `signal` aborts.
 */
export async function lookAgain(claims: LiveClaims, { providers, logger, ...limits }: LookAgainOptions): Promise<void> {
  const looks = [...unbacked(claims)].map(async ([number, statements]) => {
    const found = claims.sourceOf(number)?.found;
    const provider = providers.find(({ name }) => name === found?.provider);
    const { text, document_id } = found ?? { text: null, document_id: null };
    if (provider?.passagesFor === undefined || text === null || document_id === null || isWhole(text)) return;
    const request: PassagesRequest = { document_id, content_hash: text.content_hash, statements };
    const outcome = await inTime(async (signal) => (await provider.passagesFor?.(request, signal)) ?? [], { ...limits, limitMs: LIMIT_MS });
    if ('value' in outcome) claims.reread(number, outcome.value);
    else if ('failure' in outcome) logger.warn({ err: outcome.failure, document_id }, 'the rest of a document could not be looked at');
  });
  await Promise.all(looks);
}

/** What each source was named for and does not back in full, by the number of its citation. */
function unbacked({ settlement }: LiveClaims): Map<number, string[]> {
  const statements = new Map<number, string[]>();
  for (let index = 0; index < settlement.size; index += 1) {
    const { text, links } = settlement.judged(index);
    for (const { number, judgement } of links) if (judgement.support !== 'full') statements.set(number, [...(statements.get(number) ?? []), text]);
  }
  return statements;
}

/** Whether its passages have all of its text; white space stands between them. */
function isWhole({ passages, length }: { passages: ReadonlyArray<{ start: number; end: number }>; length: number }): boolean {
  let [covered, until] = [0, 0];
  for (const { start, end } of [...passages].sort((left, right) => left.start - right.start)) {
    covered += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return covered >= WHOLE * length;
}

const WHOLE = 0.98;
