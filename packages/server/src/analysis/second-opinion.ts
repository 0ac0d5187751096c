import type { Warning } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { inTime } from '../base/in-time.js';
import type { Logger } from '../base/logger.js';
import { combineOpinions } from '../citations/combine-opinions.js';
import { type JudgedSource, judgedSource, unsourcedIn } from '../citations/judge-support.js';
import type { SettledLink, Settlement } from '../citations/settle-citations.js';
import type { OpinionPair, SecondOpinion } from '../models/second-opinion.js';
import { whyNot } from './why-not.js';

/** Pairs of a claim and a source that are asked about: those of a long answer. */
const MOST_PAIRS = 40;
/** Of a passage around the place that was found, in UTF-16 units. */
const PASSAGE = 1_500;

export interface OpinionLimits {
  clock: Clock;
  signal: AbortSignal;
  limitMs: number;
  logger: Logger;
}

interface Asked extends OpinionPair {
  index: number;
  link: SettledLink;
}

/**
 * Lets another judge look at the claims that are not copied word for word, and puts what it says into the settlement. Gives a warning
 * where it did not say anything in time; then the claims stand as words alone judge them. Rejects only when `signal` aborts.
 */
export async function askSecondOpinion(settlement: Settlement, opinion: SecondOpinion, { logger, ...limits }: OpinionLimits): Promise<Warning | null> {
  const asked = [...pairsOf(settlement)];
  if (asked.length === 0) return null;
  const outcome = await inTime((signal) => opinion.judge(asked, signal), limits);
  if (!('value' in outcome)) {
    if ('failure' in outcome) logger.warn({ err: outcome.failure }, 'the second opinion on the claims failed');
    return { code: 'NO_SECOND_OPINION', message: `The claims were checked by their words alone: ${opinion.name} ${whyNot(outcome)}` };
  }
  const sourceOf = judgedOnce();
  asked.forEach(({ index, link, claim }, position) => {
    const other = outcome.value[position];
    if (other != null) settlement.overrule(index, link.number, combineOpinions(link.judgement, other, { name: opinion.name, unsourced: () => unsourcedIn(claim, sourceOf(link)) }));
  });
  return null;
}

/** Each source taken apart once, however many claims rest on it. */
function judgedOnce(): (link: SettledLink) => JudgedSource {
  const known = new Map<number, JudgedSource>();
  return ({ number, source }) => {
    const found = known.get(number) ?? judgedSource(source.text.passages);
    known.set(number, found);
    return found;
  };
}

function* pairsOf(settlement: Settlement): Generator<Asked, void, void> {
  let count = 0;
  for (let index = 0; index < settlement.size; index += 1) {
    const { text, links } = settlement.judged(index);
    for (const link of links) {
      const passage = passageOf(link);
      if (passage === null) continue;
      count += 1;
      if (count > MOST_PAIRS) return;
      yield { index, link, claim: text, passage };
    }
  }
}

/** The passage around the place that matches best. Null where there is none, or where the claim stands there word for word. */
function passageOf({ judgement: { stretch, score }, source }: SettledLink): string | null {
  const passage = stretch === null || score >= 1 ? undefined : source.text.passages[stretch.passage_index];
  if (stretch === null || passage === undefined) return null;
  const middle = (stretch.start + stretch.end) / 2 - passage.start;
  const from = Math.max(0, Math.min(Math.floor(middle - PASSAGE / 2), passage.text.length - PASSAGE));
  return passage.text.slice(from, from + PASSAGE);
}
