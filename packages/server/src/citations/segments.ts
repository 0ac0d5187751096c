import { BREAKS, type LaidOut, type LaidWord, layOut, onceForEach } from './laid-out.js';

/** The stretches of a text in which one thing is said, as far as marks and conjunctions show them. Pure. */
export interface Segment {
  start: number;
  end: number;
  /** Its telling words, in order. */
  words: LaidWord[];
}

/** What begins a segment besides the marks and words that `layOut` knows: subordinate clauses, relative ones, contrasts. */
const OPENING = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${[
    'before|after|although|though|because|when|until|since|unless|if|provided|except|which|who|whose|whom|where|unlike|than|not',
    'nachdem|bevor|obwohl|weil|wenn|falls|sofern|während|deren|dessen|anders als|sondern|als',
    'avant|après|parce|quand|tandis|alors|lorsque|dont|sauf|où|contrairement|selon',
    'antes|después|porque|cuando|mientras|cuyo|cuya|sino|según',
    'prima|dopo|perché|quando|mentre|cui|invece|secondo',
    'depois|enquanto|cujo|cuja',
    'terwijl|toen|omdat|nadat|voordat|wiens',
    'если|когда|пока|чтобы|потому|тогда|который|которая|которое|которые|чей|чья',
    'بينما|لكن|حيث|الذي|التي',
  ].join('|')})(?![\p{L}\p{N}])|\(|\)`,
  'giu',
);

/** In order; those without a telling word are left out. */
export const segmentsOf = onceForEach((laid): Segment[] => {
  const borders = [...laid.breaks.map(({ at }) => at), ...[...laid.text.matchAll(OPENING)].map(({ index }) => index)];
  return cutAt(laid, borders.sort((left, right) => left - right));
});

/** The clauses of a claim: not cut at commas, which part the members of a list as well. */
export const clausesIn = onceForEach((laid): Segment[] => cutAt(laid, laid.breaks.flatMap(({ at, strength }) => (strength > BREAKS.comma ? [at] : []))));

/** Longer ones: cut at conjunctions, semicolons and ends of sentences, not at commas and what opens a subordinate clause. */
export const mainClausesOf = onceForEach((laid): Segment[] => cutAt(laid, laid.breaks.flatMap(({ at, strength }, index) => (strength > BREAKS.comma && !(strength === BREAKS.and && endsList(laid, index)) ? [at] : []))));

const PRONOUN = /^[\s.!?…"”’)]*(?:it|its|he|she|they|his|her|their|this|these|es|er|sie|sein|seine|ihre?|dies|il|elle|ils|elles|son|sa|ses|él|ella|ellos|ellas|su|sus|esso|essa|lui|lei|suo|sua|ele|ela|eles|elas|seu|het|hij|zij|ze|он|она|оно|они|его|ее|их|هو|هي|它|他|她)(?!\p{L})/iu;

/** Sentences; one that begins with a pronoun goes on with the one before it. */
export const ownSentencesOf = onceForEach((laid): Segment[] => cutAt(laid, laid.breaks.flatMap(({ at, strength }) => (strength === BREAKS.sentence && !PRONOUN.test(laid.text.slice(at, at + LONGEST_OPENING)) ? [at] : []))));

/** Characters in which the first word of a sentence ends. */
const LONGEST_OPENING = 16;
/** Telling words of a member of a list. */
const MOST_MEMBER = 3;

/** "A, B and C", "A, B, and C": a comma before it, and but a few words between. */
function endsList({ breaks, words }: LaidOut, index: number): boolean {
  const at = breaks[index]?.at ?? 0;
  const commas = breaks.slice(Math.max(0, index - 2), index).filter(({ strength }) => strength === BREAKS.comma);
  const comma = commas.findLast((each) => at - each.at > 2);
  return comma !== undefined && words.filter(({ telling, start }) => telling && start > comma.at && start < at).length <= MOST_MEMBER;
}

/** The sentences of a text that have at least half of the telling words of another; all of it where none has. */
export function sentencesLike(claim: LaidOut, stretch: LaidOut): string {
  const stems = new Set(claim.words.filter(({ telling }) => telling).map(({ stem }) => stem));
  const sentences = cutAt(stretch, stretch.breaks.flatMap(({ at, strength }) => (strength === BREAKS.sentence ? [at + 1] : [])));
  const alike = sentences.filter(({ words }) => new Set(words.map(({ stem }) => stem).filter((stem) => stems.has(stem))).size * 2 >= stems.size);
  return alike.length === 0 ? stretch.text : alike.map(({ start, end }) => stretch.text.slice(start, end)).join(' ');
}

/** Where a sentence turns to something else: what is said, held or left open before it is not said of what follows. A colon goes on. */
const TURN = /[;；؛]|[,，]\s(?=(?:but|whereas|while|aber|doch|während|mais|tandis|alors que|pero|mientras|ma|mentre|mas|enquanto|maar|terwijl|но|а)(?!\p{L}))|(?<=\p{Script=Han})，但/giu;
const RELATIVE = /^[\s,(]*(?:which|who|whose|whom|where)(?!\p{L})|^\(/iu;

/**
 * The part of a text in which the matter of a claim is told: its sentences like it, cut where they turn to something else; those pieces alone that have all of the
 * claim's words that the sentences have, where there are such, and of these without relative clauses of which the claim has no word.
 */
export function scopeOf(claim: LaidOut, stretch: LaidOut): string {
  const text = sentencesLike(claim, stretch);
  const laid = { ...layOut(text), english: stretch.english };
  const said = new Set(claim.words.filter(({ telling }) => telling).map(({ stem }) => stem));
  const wanted = new Set(laid.words.map(({ stem }) => stem).filter((stem) => said.has(stem)));
  const parts = cutAt(laid, [...text.matchAll(TURN)].map(({ index }) => index));
  const whole = parts.filter(({ words }) => new Set(words.map(({ stem }) => stem).filter((stem) => wanted.has(stem))).size === wanted.size);
  const inside = whole.length === 0 ? text : whole.map(({ start, end }) => text.slice(start, end)).join(' ');
  return withoutAsides(inside, said);
}

function withoutAsides(text: string, said: ReadonlySet<string>): string {
  const asides = segmentsOf(layOut(text)).filter(({ start, end, words }) => RELATIVE.test(text.slice(start, end)) && !words.some(({ stem }) => said.has(stem)));
  return asides.reduce((left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end), text);
}

function cutAt(laid: LaidOut, borders: readonly number[]): Segment[] {
  const segments: Segment[] = [];
  let [start, next] = [0, 0];
  const telling = laid.words.filter((word) => word.telling);
  for (const end of [...borders, laid.text.length]) {
    const words: LaidWord[] = [];
    for (let word = telling[next]; word !== undefined && word.start < end; word = telling[next]) {
      words.push(word);
      next += 1;
    }
    if (words.length > 0) segments.push({ start, end, words });
    start = end;
  }
  return segments;
}
