import { type Question, type QuestionTerm, weightOf } from './analyse-question.js';
import type { CandidateMatch } from './candidate-matches.js';
import type { RankSource } from './rank-source.js';

/** Which words of a question the sources hold. */
export interface TermOccurrence {
  /** Terms that no sentence, title or heading holds, nor any relative of them. */
  missing: QuestionTerm[];
  /** Terms of which only a relative occurs: "Briton" for "British". */
  related: QuestionTerm[];
  /** Does no source that holds half of the rest of the question hold this term or a relative of it? What other sources tell is told of other things. */
  isAbsent(term: QuestionTerm): boolean;
}

/** Letters at the start that make a word the relative of another: "Briton" and "British", "elected" and "election". */
const ROOT = 4;
const ROOT_SHARE = 0.6;

/**
 * Finds which terms occur at all. A figure must stand in a source that holds half of the rest, where word forms are known: years and
 * numbers occur everywhere. Pure; linear in the words of the sentences.
 */
export function termOccurrence({ english }: Question, asked: readonly QuestionTerm[], matches: readonly CandidateMatch[]): TermOccurrence {
  const heldBy = stemsBySource(matches);
  const anywhere = asked.filter(({ stem }) => [...heldBy.values()].some((stems) => stems.has(stem)));
  const isAboutRest = (stems: ReadonlySet<string>, term: QuestionTerm) => {
    const rest = anywhere.filter(({ stem }) => stem !== term.stem);
    return 2 * weightOf(rest.filter(({ stem }) => stems.has(stem))) >= weightOf(rest);
  };
  const open = asked.filter((term) => !anywhere.includes(term) || (english && /\p{N}/u.test(term.stem) && ![...heldBy.values()].some((stems) => stems.has(term.stem) && isAboutRest(stems, term))));
  const related = open.filter((term) => hasRelative(term, matches));
  const isAbsent = (term: QuestionTerm) => {
    const about = new Set([...heldBy].filter(([, stems]) => isAboutRest(stems, term)).map(([source]) => source));
    return ![...about].some((source) => heldBy.get(source)?.has(term.stem)) && !hasRelative(term, matches.filter(({ candidate }) => about.has(candidate.source)));
  };
  return { missing: open.filter((term) => !related.includes(term)), related, isAbsent };
}

function stemsBySource(matches: readonly CandidateMatch[]): Map<RankSource, Set<string>> {
  const heldBy = new Map<RankSource, Set<string>>();
  for (const { counts, context, candidate } of matches) {
    const stems = heldBy.get(candidate.source) ?? new Set(candidate.source.published_at?.match(/[1-9]\d{0,3}/g));
    heldBy.set(candidate.source, stems);
    for (const held of [counts, context]) for (const stem of held.keys()) stems.add(stem);
  }
  return heldBy;
}

function hasRelative({ stem }: QuestionTerm, matches: readonly CandidateMatch[]): boolean {
  if (stem.length < ROOT || /\p{N}/u.test(stem)) return false;
  return matches.some(({ candidate }) => candidate.words.some((word) => word.stem !== stem && sameRoot(stem, word.stem)));
}

/** Do two stems begin alike, as those of derived words do? */
export function sameRoot(stem: string, other: string): boolean {
  if (stem.length < ROOT || /\p{N}/u.test(stem)) return false;
  const root = Math.max(ROOT, Math.ceil(ROOT_SHARE * stem.length));
  return other.length >= root && other.startsWith(stem.slice(0, root));
}
