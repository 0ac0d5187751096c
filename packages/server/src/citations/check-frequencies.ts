import { type Frequency, frequenciesIn, periodsIn } from './frequencies.js';
import type { Discord } from './support-checks.js';

/** Two spellings of one frequency agree up to this factor: 52 weeks are a year. */
const NEAR = 1.1;

/** "Twice a year" where the source says "every two years", "al mes" where it says "al día". For sentences that share nearly all else. Pure. */
export function frequencyDiscord(claim: { text: string }, stretch: { text: string }): Discord | null {
  return otherwise(frequenciesIn(claim.text), () => frequenciesIn(stretch.text)) ?? otherwise(periodsIn(claim.text), () => periodsIn(stretch.text));
}

function otherwise(mine: readonly Frequency[], theirsOf: () => readonly Frequency[]): Discord | null {
  const theirs = mine.length === 0 ? [] : theirsOf();
  const [instead] = theirs;
  const other = mine.find(({ perYear }) => !theirs.some((each) => Math.max(each.perYear, perYear) / Math.min(each.perYear, perYear) < NEAR));
  return other === undefined || instead === undefined ? null : { kind: 'doubt', reason: `The source says “${instead.shown}”, not “${other.shown}”.` };
}
