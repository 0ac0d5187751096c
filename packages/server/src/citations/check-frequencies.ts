import { frequenciesIn } from './frequencies.js';
import type { Discord } from './support-checks.js';

/** Two spellings of one frequency agree up to this factor: 52 weeks are a year. */
const NEAR = 1.1;

/** "Twice a year" where the source says "every two years". For sentences that share nearly all else. Pure. */
export function frequencyDiscord(claim: { text: string }, stretch: { text: string }): Discord | null {
  const mine = frequenciesIn(claim.text);
  const theirs = mine.length === 0 ? [] : frequenciesIn(stretch.text);
  const [instead] = theirs;
  const other = mine.find(({ perYear }) => !theirs.some((each) => Math.max(each.perYear, perYear) / Math.min(each.perYear, perYear) < NEAR));
  return other === undefined || instead === undefined ? null : { kind: 'doubt', reason: `The source says “${instead.shown}”, not “${other.shown}”.` };
}
