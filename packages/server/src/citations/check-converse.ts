import type { LaidOut, LaidWord } from './laid-out.js';
import { isOneSided, oppositesOf } from './opposites.js';

/** "B lost to A" where the source says "A beat B": the opposite word, and what stood behind it stands before it. Pure. */
export function isConverse(claim: LaidOut, stretch: LaidOut): boolean {
  const [said, there] = [claim, stretch].map(({ words }) => new Set(words.map(({ stem }) => stem))) as [Set<string>, Set<string>];
  return claim.words.some((word) => {
    const pairs = oppositesOf(word.stem).filter((pair) => pair.converse && isOneSided(pair, said, there));
    const theirs = pairs.length === 0 ? undefined : stretch.words.find(({ stem }) => pairs.some(({ other }) => other.has(stem)));
    return theirs !== undefined && hasChangedSides({ laid: claim, word }, { laid: stretch, word: theirs });
  });
}

interface Turned {
  laid: LaidOut;
  word: LaidWord;
}

/** Does what stands before the word here, in the main, stand behind it there? */
function hasChangedSides(here: Turned, there: Turned): boolean {
  const before = here.laid.words.filter(({ telling, start }) => telling && start < here.word.start).map(({ stem }) => stem);
  const places = before.flatMap((stem) => there.laid.words.find((word) => word.stem === stem)?.start ?? []);
  const behind = places.filter((start) => start > there.word.start).length;
  return behind > 0 && behind >= places.length - behind;
}
