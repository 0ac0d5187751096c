import { breakBetween, BREAKS, type LaidOut, type LaidWord, onceForEach } from './laid-out.js';

/** Where a text denies something, or leaves it open, and what. Pure. */

const ENGLISH = String.raw`no longer|no (?:evidence|proof|sign|indication|record|reason to (?:believe|think))(?: that| of)?|not|never|no one|no|none|nobody|nothing|nowhere|neither|nor|without|cannot|(?:nearly|almost)(?= \p{L}+ed(?!\p{L}))|hardly|barely|scarcely|rarely|seldom|false that|untrue that|(?:a )?myth that|far from|instead of|rather than|except(?: for)?|short of|free (?:of|from)|lack(?:s|ed|ing)?(?: of)?|absence of|fail(?:s|ed|ing|ure)? to|unable to|inability to|unwilling to|(?:refus|declin)(?:e|es|ed|ing|al) to|den(?:y|ies|ied|ying|ial)(?: of)?(?: that)?|refut(?:e|es|ed|ing)(?: that)?|rul(?:e|es|ed|ing) out|reject(?:s|ed|ing)? (?:claims?|the claim|allegations?|the allegation|reports?|suggestions?)(?: that| of)?|\p{L}+n['’]t|dont|doesnt|didnt`;
/** Where the text is not English: the particles of the languages that are written most, which may also stand behind what they deny. */
const ELSEWHERE = [
  'nicht|kein(?:e|en|em|er|es)?|nie|nie(?:mals|mand)?|weder|ohne|nirgends|pas|jamais|aucune?|personne|sans|ni|nunca|jamás|ning[uú]n[ao]?|nadie|tampoco|não|nem|ninguém|nenhum[a]?|sem|sin|non|mai|nessun[oa]?|senza',
  'niet|geen|nooit|zonder|inte|aldrig|ingen|inget|ikke|aldri|uten|uden|не|нет|ни|никогда|никто|без|нельзя|nie|bez|değil(?:dir|di|ler)?|yok(?:tur|tu)?|tidak|bukan|no',
  '[وف]?(?:لم|لن|لا|ليس(?:ت|وا)?|بدون|دون|بلا|غير)|नहीं|बिना|안|못',
].join('|');
/** In scripts without spaces, and within Korean words. Not in words that mean something else: 不过, 非常, 未来, 少ない. */
const UNSPACED = String.raw`[没沒](?!收)|不(?![过過仅僅断斷少同得久])|未(?![来來])|[無无](?![料锡])|非(?![洲常])|別に|(?<![少危])ない|ません|(?<![少危])なかった|(?<!だけで|少)なく|ずに|않|못[하했해]|없|아니`;
/** They count rather than deny. */
const NO_DENIAL = /^(?:not (?:only|just|least|until|merely|unlike)|no (?:doubt|less|fewer|more than|later than|earlier than|sooner)|nothing but|no\.? \d|without (?:doubt|question)|no longer \p{L}+ (?:since|than|before))\b/iu;
const IN_ENGLISH = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${ENGLISH})(?![\p{L}\p{N}])`, 'giu');
const IN_OTHERS = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${ELSEWHERE})(?![\p{L}\p{M}\p{N}])|${UNSPACED}`, 'giu');
const WEAK = /^(?:instead of|rather than|except(?: for)?|far from|short of|nearly|almost|hardly|barely|scarcely|rarely|seldom|without|lack.*|absence of|false that|untrue that)$/i;
const HEDGES = /(?<![\p{L}\p{N}])(?:may|might|could|(?<!\b(?:an?|the|each|per|every|tin|oil|watering) )can(?! ?not)|(?:is|are|was|were) (?:able to|capable of)|possibly|perhaps|maybe|allegedly|alleged(?: to)?|reportedly|supposedly|purportedly|rumou?red(?: to)?|suspected of|accused of|planned(?: to)?|plans to|planning to|expected to|proposed(?: to)?|is set to|hopes to|attempted(?: to)?|tried to|(?:consider|weigh|mull)(?:s|ed|ing)|(?:aim|intend|want|hop|seek|pledg|promis|vow|agre|offer|propos|threaten|wish|decid|prepar)(?:e|es|s|ed|ing)? to|(?:is|are|was|were) (?:about|likely|due|scheduled|ready|supposed) to|(?:ask|urg|order|call|press)(?:e|es|s|ed|ing)? (?:on|for|to)|in talks to|threatened to|would|if|unless|so-called|fake|former|deputy|vice|acting)(?![\p{L}\p{N}])/gu;

export interface Denial {
  shown: string;
  at: number;
  /** Words that it is about, nearest first: those that carry matter, behind it in its clause; where none does, those before it. */
  about: LaidWord[];
  /** It sets one thing off against another, or denies the better part of it: who says the rest may say the same. */
  weak: boolean;
}

/** Words that a denial reaches. */
const REACH = 3;

export const denialsIn = onceForEach((laid): readonly Denial[] =>
  places(laid, laid.english ? IN_ENGLISH : IN_OTHERS)
    .filter(({ at }) => !NO_DENIAL.test(laid.text.slice(at, at + 60)))
    .map(({ shown, at, end }) => ({ shown, at, weak: WEAK.test(shown), about: laid.english ? about(laid, at, end) : [...behind(laid, end), ...before(laid, at)] })),
);

/** Words that leave it open, or that make something else of the word behind them: "may", "allegedly", "former". */
export function hedgesIn(laid: LaidOut): Denial[] {
  return places(laid, HEDGES).map(({ shown, at, end }) => ({ shown, at, weak: true, about: behind(laid, end) }));
}

function places({ text }: LaidOut, pattern: RegExp): Array<{ shown: string; at: number; end: number }> {
  return [...text.matchAll(pattern)].map(({ 0: shown, index }) => ({ shown, at: index, end: index + shown.length }));
}

/** "The report was denied", "denied by the minister": what is denied stands before it. */
const PASSIVE = /\b(?:was|were|is|are|be|been|being)\s(?:\p{L}+ly\s)?$/u;

function about(laid: LaidOut, at: number, end: number): LaidWord[] {
  const { text } = laid;
  const passive = /ed(?: out)?$/i.test(text.slice(at, end)) && (PASSIVE.test(text.slice(Math.max(0, at - 30), at)) || /^\s+by\b/.test(text.slice(end, end + 5)));
  const words = passive ? [] : behind(laid, end);
  return words.length > 0 ? words : before(laid, at);
}

function behind({ breaks, words }: LaidOut, end: number): LaidWord[] {
  const next = words.filter(({ start, telling }) => telling && start >= end).slice(0, REACH);
  return next.filter(({ start }) => breakBetween({ breaks }, end, start).strength < BREAKS.comma);
}

function before({ breaks, words }: LaidOut, at: number): LaidWord[] {
  const last = words.filter(({ start, raw, telling }) => telling && start + raw.length <= at).slice(-REACH).toReversed();
  return last.filter(({ start, raw }) => breakBetween({ breaks }, start + raw.length, at).strength < BREAKS.comma);
}
