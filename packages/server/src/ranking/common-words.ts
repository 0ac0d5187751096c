/**
 * How common English words are, roughly: the prior for their weight where the documents at hand are too few to tell.
 * In each tier a word occurs in about the given share of passages of running text (a hundred words or so). A word that is in no tier counts as rare.
 */
const TIERS: ReadonlyArray<{ share: number; words: string }> = [
  {
    share: 0.2,
    words: `year people time new first world work day man life part number state country city name group place most two three one good great long high old big
    small large early late last next right left end home house water line point case hand side company government family school system program question word thing
    way american united states national international public war president use make find start begin become include follow call know see think want show need mean`,
  },
  {
    share: 0.08,
    words: `team game play player season win lose won lost league club match cup player's record film movie show series song music album book story character
    actor actress singer band star award art television tv news report reporter official law court case police law officer trial judge rule act bill party election vote
    member leader minister king queen prince army force military power attack death die died kill killed child children woman women men girl boy mother father son
    daughter brother sister wife husband friend person million billion thousand hundred percent money dollar pay cost price tax market business industry bank trade
    economy job worker student teacher university college education study research science scientist health hospital doctor patient disease drug food animal plant
    tree bird fish dog cat land sea river lake mountain island ocean north south east west northern southern eastern western earth sun moon space air fire light
    energy oil gas car train plane ship road street building church center centre office area region district town village county province border capital population
    language english french german british european chinese russian indian african history historical century age period date month week morning night today
    yesterday tomorrow summer winter spring monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december event plan project development process form type kind level rate result change increase decrease order set run move open close
    live stand hold bring build built write wrote written read hear speak talk ask answer help try keep leave left turn lead led meet met create produce
    provide allow add grow fall fell rise rose cut send sent receive release released announce announced launch launched happen happened appear appeared remain serve
    served introduce introduced found founded establish established base based locate located consider considered describe described hit major main important
    different same similar common popular famous best better least less total average local general special final full real true false free human social political
    economic natural modern ancient black white red blue green young former current recent possible several around near four five six seven eight nine ten
    half second third fourth top head body face eye voice mind idea fact reason problem issue effect example subject term rest amount role title season
    episode version system data computer internet phone technology design model machine product service agency department organization organisation community
    society culture religion god page list table section chapter letter paper note map image picture photo color colour size shape weight length area
    speed temperature value code file command option user server database error message request default function`,
  },
];

/** Share of passages of running English text that hold a word, by folded word; the least for words that are not listed. */
const SHARE_OF_RARE = 0.002;

const SHARES: ReadonlyMap<string, number> = new Map(
  TIERS.toReversed().flatMap((tier) => tier.words.split(/\s+/).map((word): [string, number] => [word, tier.share])),
);

/** Expected share (0 to 1) of passages that hold this word, without looking at any. */
export function commonShare(folded: string): number {
  return SHARES.get(folded) ?? SHARES.get(folded.replace(/s$/, '')) ?? SHARE_OF_RARE;
}
