import { parse } from 'tldts';
import type { HostFacts } from './host-facts.js';

/**
 * Addresses that look like another's. Each function gives that other address, or the words for it, or null.
 */

/** Names that are often imitated, with the addresses that are really theirs. Only what is needed to say "resembles, but is not". */
const IMITATED: Readonly<Record<string, readonly string[]>> = {
  abcnews: ['abcnews.com', 'abcnews.go.com'],
  apnews: ['apnews.com'],
  bbc: ['bbc.com', 'bbc.co.uk'],
  bloomberg: ['bloomberg.com'],
  cbsnews: ['cbsnews.com'],
  cnn: ['cnn.com'],
  foxnews: ['foxnews.com'],
  nbcnews: ['nbcnews.com'],
  nytimes: ['nytimes.com'],
  reuters: ['reuters.com'],
  theguardian: ['theguardian.com'],
  usatoday: ['usatoday.com'],
  washingtonpost: ['washingtonpost.com'],
  wikipedia: ['wikipedia.org'],
};
/** Others whose names are often respelled; they own many suffixes, so that a suffix alone says nothing. */
const RESPELLED: ReadonlySet<string> = new Set('adobe amazon apple coinbase dropbox ebay facebook github google instagram linkedin mastercard microsoft netflix office365 outlook paypal twitter whatsapp yahoo youtube'.split(' '));
/** Second levels that somebody sells under, made to look like a country's: `com.ru`, `com.se`, `uk.com`. */
const SOLD_SECOND_LEVEL = /^(?:(?:com?|org|net)\.[a-z]{2}|[a-z]{2}\.(?:com|net|org))$/;
/** Suffixes under which imitations are registered; national ones such as `co.jp` are left out, where the real ones have branches. */
const IMITATION_SUFFIX = /^(?:com\.co|co\.com|co|cm|info|live|news|online|press|report|site|top|today|website|world|xyz)$/;

/** `cnn.com.co`, `nytimes.com.ru`: a known name under a suffix that makes it look like its own address; `rnicrosoft.com`, `ny-times.com`: one that is spelled to look like it. */
export function imitatedName(facts: HostFacts): string | null {
  const { name, suffix } = facts;
  if (name === null || suffix === null) return null;
  const labels = suffix === 'com' && name === 'co' ? { name: facts.below.split('.').at(-1) ?? '', suffix: 'co.com' } : { name, suffix };
  const own = Object.hasOwn(IMITATED, labels.name) ? IMITATED[labels.name] : undefined;
  if (own !== undefined && IMITATION_SUFFIX.test(labels.suffix)) return own[0] ?? null;
  return soldBelow(facts) ?? respelledName(name);
}

/** The host is `NAME.com.ru`, where `com.ru` is no country's own. */
function soldBelow({ host, hostedUnder }: HostFacts): string | null {
  if (hostedUnder === null || !SOLD_SECOND_LEVEL.test(hostedUnder)) return null;
  const name = host.slice(0, -hostedUnder.length - 1).split('.').at(-1) ?? '';
  return Object.hasOwn(IMITATED, name) ? (IMITATED[name]?.[0] ?? null) : RESPELLED.has(name) ? `${name}.com` : null;
}

function respelledName(name: string): string | null {
  if (Object.hasOwn(IMITATED, name) || RESPELLED.has(name)) return null;
  const seen = asSeen(name);
  const known = Object.keys(IMITATED).find((each) => asSeen(each) === seen);
  if (known !== undefined) return IMITATED[known]?.[0] ?? null;
  const other = [...RESPELLED].find((each) => asSeen(each) === seen);
  return other === undefined ? null : `${other}.com`;
}

/** The name as it looks at a glance; `1`, `i` and `l` are told apart by nobody. */
function asSeen(name: string): string {
  return name.replaceAll('-', '').replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('0', 'o').replace(/[1i]/g, 'l').replaceAll('3', 'e').replaceAll('5', 's');
}

/** Second levels under which organisations register in a country. Not in the United States, where `co` and `or` are states. */
const ADDRESS_IN_COUNTRY = /(?:^|\.)((?:[a-z0-9-]+\.(?:com?|org|net|edu|ac|go|or|ne)|(?:[a-z0-9-]+\.)?(?:gov|govt|gob|gouv))\.(?!us$)[a-z]{2})$/;

/** `paypal.com.example.net`, `bbc.co.uk.example.net`, `gov.uk.example.net`: a whole address in front of the registered domain. */
export function addressInFront({ below, hostedUnder }: HostFacts): string | null {
  if (hostedUnder !== null) return null;
  const plain = /(?:^|\.)([a-z0-9-]+\.(?:com|org|net|gov|edu))$/.exec(below)?.[1];
  if (plain !== undefined) return plain;
  const front = ADDRESS_IN_COUNTRY.exec(below)?.[1];
  if (front === undefined) return null;
  const { isIcann, publicSuffix } = parse(front);
  return isIcann === true && publicSuffix?.includes('.') === true ? front : null;
}

const LATIN_LOOK_ALIKES = /^[асԁеһіјӏорԛѕԝхуүѵ0-9-]+$/;

/** Letters of several alphabets in one label, or Cyrillic ones that all look Latin under a suffix in Latin letters. */
export function mixesAlphabets({ unicode, host }: HostFacts): boolean {
  if (!host.includes('xn--')) return false;
  return unicode.split('.').some((label) => {
    const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u].filter((script) => script.test(label)).length;
    return scripts > 1 || (/\p{Script=Cyrillic}/u.test(label) && LATIN_LOOK_ALIKES.test(label) && /[a-z]$/.test(unicode));
  });
}
