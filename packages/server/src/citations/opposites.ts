import { stem } from '../ranking/stem.js';
import { fold, type Word } from '../ranking/words.js';
import { CHANGES_ELSEWHERE, CONVERSE_ELSEWHERE, OPPOSITES_ELSEWHERE } from './opposites-elsewhere.js';

/** Words that say the opposite of each other, as a dictionary of a language has them: in any of their forms, which are compared by their stems. Pure. */

/** Hardly ever used in another sense: where one stands for the other, the sentence says the opposite. */
const FIRM = `
  increase rise grow climb gain soar jump surge expand raise higher upward upwards growth | decrease fall decline drop shrink plunge plummet tumble slump sink reduce lower downward downwards
  more larger greater bigger | less fewer smaller
  before earlier | after later
  accept approve | reject refuse disapprove
  uphold | overturn quash
  maximum | minimum
  majority | minority
  largest biggest greatest | smallest least
  longest longer | shortest shorter
  taller tallest | shorter shortest
  higher highest | lower lowest
  faster fastest | slower slowest
  older oldest | younger youngest newer newest
  heavier heaviest | lighter lightest
  stronger strongest | weaker weakest
  warmer warmest hotter hottest | colder coldest cooler coolest
  better best | worse worst
  richer richest | poorer poorest
  cheaper cheapest | dearer costlier
  deeper deepest | shallower shallowest
  wider widest broader | narrower narrowest
  thicker thickest | thinner thinnest
  nearer nearest closer closest | farther farthest further furthest
  succeed success successful | fail failure unsuccessful
  begin start commence launch establish | end finish stop cease abolish dissolve
  born birth | die death
  survive alive | die dead perish kill
  support back favour favor endorse | oppose resist
  guilty convict | innocent acquit
  allow permit authorise authorize legalise legalize | forbid prohibit ban outlaw disallow
  hire employ appoint recruit | fire dismiss sack
  enable activate | disable deactivate
  import importer | export exporter
  arrive arrival | depart departure
  enter | exit leave
  ascend ascent | descend descent
  accelerate | decelerate slow
  strengthen | weaken
  improve improvement | worsen deteriorate decline
  appreciate | depreciate
  attract | repel
  remember | forget
  include | exclude omit
  include | lack
  confirm | deny refute
  agree | disagree
  encourage | discourage
  widen broaden | narrow
  attack | defend
  attacker | defender
  create build construct | destroy demolish
  appear | disappear vanish
  join | leave quit
  profit surplus | loss deficit
  advantage benefit | disadvantage drawback
  positive | negative
  legal lawful | illegal unlawful
  public | private
  voluntary optional | compulsory mandatory obligatory
  temporary | permanent
  domestic | foreign
  married | divorced unmarried single
  male | female
  cause | prevent
  present | absent
  rural | urban
  rich wealthy | poor
  strong | weak
  cheap | expensive costly
  safe | dangerous
  success | failure
  victory | defeat
  friend ally | enemy
  dry | wet
  true | false
  possible | impossible
  day | night
  summer | winter
  vertical | horizontal
  clockwise | anticlockwise counterclockwise
  acid acidic | alkaline
  outdoors | indoors
  offshore | onshore
  always | never
`;
/** As firm, but what one says of A and B the other says of B and A: "A beat B", "B lost to A". */
const CONVERSE = `
  win victory beat | lose loss
  above over exceed | below under
  buy purchase acquire bought | sell
  lend | borrow
  ancestor | descendant
  predecessor | successor
  teacher | pupil student
  employer | employee
  buyer | seller
  debtor | creditor
  north northern northward | south southern southward
  east eastern eastward | west western westward
  northeast | southwest
  northwest | southeast
  upstream | downstream
`;
/** They have other senses too, so that they count only in the same company: with the same word before or behind them. */
const LOOSE = `
  up | down
  in into inside | out outside
  on | off
  over | under
  first | last final
  most many | few
  most | least fewest
  high | low
  long | short
  old | new young
  big large | small
  good | bad
  left | right
  hot warm | cold cool
  fast quick | slow
  early | late
  full | empty
  heavy | light
  hard | soft easy
  thick | thin
  wide | narrow
  near close | far
  open | close shut
  light bright | dark
  give | take
  push | pull
  love like | hate dislike
  top upper | bottom lower
  front | back rear
  add | remove
  save | spend waste
  pass | fail
  next | previous
  major | minor
  former | current present
  best | worst
  together | apart
  with | without
  for | against
  above | below
  raise | lower
  live | die
`;

/** `a(b|c)` as `ab` and `ac`. */
function formsOf(word: string): string[] {
  const [, root, endings] = /^(.*)\((.*)\)$/.exec(word) ?? [];
  return root === undefined || endings === undefined ? [word] : endings.split('|').map((ending) => root + ending);
}

export interface OppositePair {
  one: ReadonlySet<string>;
  other: ReadonlySet<string>;
  firm: boolean;
  /** Each says of two things what the other says of them the other way round. */
  converse: boolean;
}

const stems = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/).flatMap(formsOf).map((form) => stem(fold(form))));
const pairsOf = (lines: string, { firm, converse = false }: { firm: boolean; converse?: boolean }): OppositePair[] =>
  lines
    .trim()
    .split(/\n+/)
    .flatMap((line) => {
      const [one = '', other = ''] = line.split(' | ');
      return [{ one: stems(one), other: stems(other), firm, converse }, { one: stems(other), other: stems(one), firm, converse }];
    });

/** Each pair both ways round. */
export const OPPOSITES: readonly OppositePair[] = [...pairsOf(FIRM + OPPOSITES_ELSEWHERE + CHANGES_ELSEWHERE, { firm: true }), ...pairsOf(CONVERSE + CONVERSE_ELSEWHERE, { firm: true, converse: true }), ...pairsOf(LOOSE, { firm: false })];

/** By stem: the pairs on whose first side it stands. A sentence has few words, the table many. */
const BY_STEM: ReadonlyMap<string, readonly OppositePair[]> = OPPOSITES.reduce((all, pair) => {
  for (const each of pair.one) all.set(each, [...(all.get(each) ?? []), pair]);
  return all;
}, new Map<string, OppositePair[]>());

export function oppositesOf(wordStem: string): readonly OppositePair[] {
  return BY_STEM.get(wordStem) ?? [];
}

/** Has one text, by its stems, nothing of the other side of a pair, and the other text nothing of the first? */
export function isOneSided({ one, other }: OppositePair, said: ReadonlySet<string>, there: ReadonlySet<string>): boolean {
  return ![...other].some((stem) => said.has(stem)) && ![...one].some((stem) => there.has(stem));
}

/** Up and down, in the form in which words are compared. */
export const CHANGES: ReadonlySet<string> = new Set([...stems('increase rise grow climb gain soar jump surge expand raise up'), ...stems('decrease fall decline drop shrink plunge plummet tumble slump sink reduce lower down')]);
/** The same in other languages. */
export const ELSEWHERE_CHANGES: ReadonlySet<string> = new Set(pairsOf(CHANGES_ELSEWHERE, { firm: true }).flatMap(({ one }) => [...one]));

const PREFIXES = /^(?:un|in|im|il|ir|dis|non|mis|de)-?(?=\p{L}{4})/u;

/** Is one of two words the other with a syllable before it that denies it: safe and unsafe, legal and illegal? */
export function isDeniedForm(left: Pick<Word, 'folded'>, right: Pick<Word, 'folded'>): boolean {
  const [short, long] = left.folded.length < right.folded.length ? [left.folded, right.folded] : [right.folded, left.folded];
  return long.replace(PREFIXES, '') === short && long !== short;
}
