/** Shares in words, in languages other than English: "zwei Drittel", "un tercio", "trois quarts". Pure. */

/** A share as a text states it; half-open. */
export interface StatedShare {
  percent: number;
  at: number;
  end: number;
}

/** Words for one, two, three and four. */
const COUNTS = ['ein(?:e[mnrs]?)?|une?|un[ao]|uma?|een|één|одн(?:а|у|ой)', 'zwei|deux|dos|due|dois|duas|twee|дв(?:е|ух)', 'drei|trois|tres|tre|três|drie|три|тр[её]х', 'vier|quatre|cuatro|quattro|quatro|четыре'];
/** The parts of two, of three, four and five: what they are called, and what they are called where "of" or the end of a clause follows, and something else otherwise. */
const PARTS: ReadonlyArray<readonly [string, string]> = [
  ['Hälfte|moitié|mitad|metà|metade|helft|половин[ауы]', ''],
  ['Drittel[ns]?|tiers|tercios?|terços?|трет(?:ь|и|ей|ью)', 'terz[oi]|derden?'],
  ['Viertel[ns]?|kwart|четверт(?:ь|и|ей|ью)', 'quarts?|cuartos?|quart[oi]|quartos'],
  ['Fünftel[ns]?|пят(?:ая|ую|ых)', 'cinquièmes?|quint[oi]s?|vijfden?'],
];
/** They are used without a word for one. */
const ALONE = /^(?:Hälfte|moitié|mitad|metà|metade|helft|половин[ауы]|трет(?:ь|и)|четверт(?:ь|и))$/iu;
const OF = String.raw`(?=\s(?:des?|du|del|dell[ao]?|dei|degli|delle|di|da|do|dos|das|van)\s(?!hora|ora)|\s(?:d|dell)['’](?!heure|ora)|\s?[.,;]|$)`;
const PART = PARTS.map(([always, before]) => (before === '' ? `(${always})` : `(${always}|(?:${before})${OF})`)).join('|');
const SHARE = new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:(?:${COUNTS.map((words) => `(${words})`).join('|')})\s)?(?:${PART})(?![\p{L}\p{N}])`, 'giu');

export function sharesElsewhere(text: string): StatedShare[] {
  return [...text.matchAll(SHARE)].flatMap((match) => {
    const [counts, parts] = [match.slice(1, 1 + COUNTS.length), match.slice(1 + COUNTS.length)];
    const [count, part] = [counts.findIndex((found) => found !== undefined) + 1, parts.findIndex((found) => found !== undefined)];
    if (count === 0 && !ALONE.test(parts[part] ?? '')) return [];
    return [{ percent: (100 * Math.max(1, count)) / (part + 2), at: match.index, end: match.index + match[0].length }];
  });
}
