/**
 * Names of countries in text. Pure.
 *
 * The countries are those of ISO 3166-1; their English names come from the runtime's copy of the Unicode CLDR, with the few
 * replaced whose form there is not what people write.
 */

const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  );

/** Names that replace those of the runtime, so that they don't change with its version and read as people write them. */
const NAMES = new Map([
  ['BA', 'Bosnia and Herzegovina'],
  ['CD', 'Democratic Republic of the Congo'],
  ['CG', 'Republic of the Congo'],
  ['CI', 'Ivory Coast'],
  ['CV', 'Cape Verde'],
  ['CZ', 'Czechia'],
  ['HK', 'Hong Kong'],
  ['MM', 'Myanmar'],
  ['MO', 'Macao'],
  ['PS', 'Palestine'],
  ['TR', 'Turkey'],
]);

/** Other names in use, in lower case. */
const ALIASES: ReadonlyArray<[string, string]> = [
  ['united states of america', 'US'], ['u.s.a.', 'US'], ['u.s.', 'US'],
  ['great britain', 'GB'], ['britain', 'GB'], ['u.k.', 'GB'],
  ['u.a.e.', 'AE'], ['emirates', 'AE'],
  ['türkiye', 'TR'], ['czech republic', 'CZ'], ['holland', 'NL'], ['burma', 'MM'], ['swaziland', 'SZ'],
  ['côte d’ivoire', 'CI'], ["côte d'ivoire", 'CI'], ["cote d'ivoire", 'CI'],
  ['dr congo', 'CD'], ['congo-kinshasa', 'CD'], ['congo-brazzaville', 'CG'],
  ['russian federation', 'RU'], ['republic of korea', 'KR'], ['macedonia', 'MK'], ['east timor', 'TL'], ['macau', 'MO'],
  ['palestinian territories', 'PS'], ['cabo verde', 'CV'], ['the gambia', 'GM'], ['the bahamas', 'BS'], ['viet nam', 'VN'],
];

/** Short forms; in lower case they are ordinary words, or nothing. */
const SHORT_FORMS = new Map([['US', 'US'], ['USA', 'US'], ['UK', 'GB'], ['UAE', 'AE'], ['DRC', 'CD']]);

/** Names that are also ordinary words or given names: taken for a country only with a capital letter. */
const CAPITAL_ONLY = new Set(['chad', 'jordan', 'turkey', 'jersey', 'china', 'georgia', 'cuba', 'guinea', 'holland', 'niger', 'mali', 'togo', 'oman', 'peru']);

/** Longer names that hold the name of a country but are not in it. */
const NOT_COUNTRIES = ['new mexico', 'new jersey', 'south georgia and the south sandwich islands', 'guinea pig', 'guinea pigs', 'atlanta, georgia', 'indian ocean'];

export interface CountryMention {
  country: string;
  start: number;
  end: number;
}

interface CountryPattern {
  pattern: RegExp;
  countryOf: ReadonlyMap<string, string>;
}

/** Built at the first use: it is large, and many servers never chat. */
let patterns: CountryPattern | null = null;

/** The countries that a text names, in the order of their first mention, with the range of each mention. */
export function findCountries(text: string): CountryMention[] {
  patterns ??= buildPattern();
  const mentions: CountryMention[] = [];
  for (const match of text.matchAll(patterns.pattern)) {
    const [found] = match;
    const country = isOrdinaryWord(found) ? undefined : patterns.countryOf.get(SHORT_FORMS.has(found) ? found : found.toLowerCase());
    if (country !== undefined) mentions.push({ country, start: match.index, end: match.index + found.length });
  }
  return mentions;
}

function isOrdinaryWord(found: string): boolean {
  const first = found.charAt(0);
  return CAPITAL_ONLY.has(found.toLowerCase()) && first === first.toLowerCase();
}

function buildPattern(): CountryPattern {
  const display = new Intl.DisplayNames(['en'], { type: 'region' });
  const nameOf = (code: string) => NAMES.get(code) ?? (display.of(code) ?? code).replace(' & ', ' and ').replace(/^St\. /, 'Saint ');
  const countryOf = new Map<string, string>();
  for (const code of CODES) for (const written of spellings(nameOf(code), display.of(code) ?? code)) countryOf.set(written, nameOf(code));
  for (const [alias, code] of ALIASES) countryOf.set(alias, nameOf(code));
  for (const [short, code] of SHORT_FORMS) countryOf.set(short, nameOf(code));
  const longestFirst = [...countryOf.keys(), ...NOT_COUNTRIES].sort((a, b) => b.length - a.length);
  // Not inside a longer word, and not the first part of a hyphenated one.
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longestFirst.map(escape).join('|')})(?![\\p{L}\\p{N}_]|-\\p{L})`, 'giu');
  return { pattern, countryOf };
}

function spellings(name: string, displayed: string): string[] {
  const lower = [name, displayed, displayed.replace(' & ', ' and '), name.replace(/^Saint /, 'St. '), name.replace(/^Saint /, 'St ')].map((spelling) => spelling.toLowerCase());
  return [...new Set(lower.flatMap((spelling) => [spelling, spelling.normalize('NFD').replace(/\p{M}/gu, '')]))];
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
