import type { Evidence } from './evidence.js';
import { type HostFacts, isUnder } from './host-facts.js';
import { addressInFront, imitatedName, mixesAlphabets } from './look-alike.js';
import { isPersonalPage, sharedHost, USER_GENERATED } from './platforms.js';

/** A source as far as the rules look at it. */
export interface ScoredSource {
  domain: string;
  url: string | null;
  kind: string;
  author: string | null;
  published_at: string | null;
  title: string;
}

/** Gives the reason where the rule applies, in words for a reader, else null. `facts` is null for a source without an address. */
type Applies = (source: ScoredSource, facts: HostFacts | null) => string | null;

export interface Rule {
  readonly name: string;
  readonly effect: Evidence['effect'];
  readonly strength: number;
  readonly applies: Applies;
}

/** Governments whose addresses are not below a reserved suffix of their country. */
const GOVERNMENT_DOMAINS = new Set(['admin.ch', 'bund.de', 'canada.ca', 'europa.eu', 'bundestag.de', 'bundesregierung.de', 'nhs.uk', 'parliament.uk']);
const GOVERNMENT_SUFFIX = /^(?:gov|fed\.us|(?:gov|gob|gouv|gub|govt|gv)\.[a-z]{2}|gc\.ca|go\.(?:ci|cr|id|jp|ke|kr|pw|th|tz|ug)|government\.[a-z]{2})$/;
const MILITARY_SUFFIX = /^mil(?:\.[a-z]{2})?$/;
const UNIVERSITY_SUFFIX = /^(?:edu|(?:edu|ac)\.[a-z]{2})$/;
const OPEN_WIKIS = new Set(['wikipedia.org', 'wikinews.org', 'wikivoyage.org', 'wikibooks.org', 'wikidata.org', 'wiktionary.org']);
/** A country's suffix, or the usual second level below one. */
const NATIONAL_SUFFIX = /^(?:[a-z]{2}|(?:co|com|org|net|or|ne)\.[a-z]{2})$/;
/** National in form, sold as words to the whole world. */
const SOLD_AS_WORDS = new Set(['ai', 'am', 'cc', 'co', 'fm', 'gg', 'io', 'la', 'ly', 'me', 'pw', 'sh', 'to', 'tv', 'ws', 'tk', 'ml', 'ga', 'cf', 'gq', 'com.co']);
/** Open to anybody for little or no money. */
const CHEAP_SUFFIX = /^(?:buzz|cam|click|club|co|fun|icu|info|live|news|online|party|press|pro|pw|report|rest|review|site|space|store|stream|tk|ml|ga|cf|gq|top|today|website|world|xyz)$/;
const PRESS_RELEASES = new Set(['prnewswire.com', 'prnewswire.co.uk', 'businesswire.com', 'globenewswire.com', 'accesswire.com', 'einpresswire.com', 'prweb.com', 'newswire.com', 'presseportal.de', 'ots.at']);
const PREPRINTS = new Set(['arxiv.org', 'biorxiv.org', 'medrxiv.org', 'chemrxiv.org', 'ssrn.com', 'psyarxiv.com', 'preprints.org', 'researchsquare.com', 'osf.io']);
const SCHOLARLY = new Set(['doi.org', 'pubmed.ncbi.nlm.nih.gov', 'pmc.ncbi.nlm.nih.gov', 'openalex.org']);
const NO_NAME = /\b(?:admin(?:istrator)?|anonym\w*|editors?|editorial|redaktion|redaction|staff|team|unknown|guest|user|webmaster|newsroom|desk|press|author|null|none|undefined|n\/a)\b/i;

/** For rules on who owns the address: it says nothing where anyone may have a page. */
function ownAddress(decide: (facts: HostFacts) => string | null): Applies {
  return (source, facts) => (facts === null || sharedHost(facts) !== null || isPersonalPage(source) ? null : decide(facts));
}

/**
 * Every rule, with its weight. `docs/credibility.md` states each; a test compares the two. Weights are set by hand: a
 * reserved suffix is the strongest open sign there is, an author and a date are weak, and what lowers is about who can
 * be held to account for the page, never about what it says.
 */
export const CREDIBILITY_RULES: readonly Rule[] = [
  {
    name: 'government',
    effect: 'raises',
    strength: 0.6,
    applies: ownAddress(({ suffix, host }) =>
      (suffix !== null && GOVERNMENT_SUFFIX.test(suffix)) || isUnder(host, GOVERNMENT_DOMAINS) !== null ? 'The address is reserved for, or run by, a government' : null,
    ),
  },
  { name: 'military', effect: 'raises', strength: 0.6, applies: ownAddress(({ suffix }) => (suffix !== null && MILITARY_SUFFIX.test(suffix) ? 'The address is reserved for armed forces' : null)) },
  {
    name: 'university',
    effect: 'raises',
    strength: 0.6,
    applies: ownAddress(({ suffix }) => (suffix !== null && UNIVERSITY_SUFFIX.test(suffix) ? 'The address is reserved for universities and schools' : null)),
  },
  {
    name: 'international_organisation',
    effect: 'raises',
    strength: 0.5,
    applies: ownAddress(({ suffix }) => (suffix === 'int' ? 'The address is reserved for organisations founded by treaty' : null)),
  },
  {
    name: 'academic_index',
    effect: 'raises',
    strength: 0.3,
    applies: ({ kind }, facts) => (kind === 'academic' || (facts !== null && isUnder(facts.host, SCHOLARLY) !== null) ? 'It is listed in an index of scholarly work: a primary source for what was studied' : null),
  },
  {
    name: 'national_suffix',
    effect: 'raises',
    strength: 0.1,
    applies: ownAddress(({ suffix }) => (suffix !== null && NATIONAL_SUFFIX.test(suffix) && !SOLD_AS_WORDS.has(suffix) ? 'Its address is registered in a country, where an owner can be found' : null)),
  },
  { name: 'named_author', effect: 'raises', strength: 0.15, applies: ({ author, domain }) => (isPersonName(author, domain) ? 'It names its author' : null) },
  { name: 'dated', effect: 'raises', strength: 0.08, applies: ({ published_at }) => (/^\d{4}-\d{2}-\d{2}/.test(published_at ?? '') ? 'It says when it was published' : null) },
  { name: 'cheap_suffix', effect: 'lowers', strength: 0.1, applies: ownAddress(({ suffix }) => (suffix !== null && CHEAP_SUFFIX.test(suffix) ? 'Its address has an ending that costs next to nothing and that throw-away sites often have' : null)) },
  {
    name: 'press_release',
    effect: 'lowers',
    strength: 0.2,
    applies: (_, facts) => (facts !== null && isUnder(facts.host, PRESS_RELEASES) !== null ? 'It is a press release: primary, and written by the party that it speaks of' : null),
  },
  {
    name: 'user_generated',
    effect: 'lowers',
    strength: 0.4,
    applies: ({ kind }, facts) => {
      const platform = facts === null ? null : isUnder(facts.host, USER_GENERATED);
      if (platform !== null) return `Anyone can publish on ${platform}, and nobody checks it before`;
      return kind === 'discussion' ? 'It is a discussion, where anyone can write' : null;
    },
  },
  {
    name: 'imitated_name',
    effect: 'lowers',
    strength: 0.6,
    applies: (_, facts) => {
      const other = facts === null ? null : imitatedName(facts);
      return other === null ? null : `The address resembles ${other} but is another one`;
    },
  },
  {
    name: 'address_in_front',
    effect: 'lowers',
    strength: 0.6,
    applies: (_, facts) => {
      const front = facts === null ? null : addressInFront(facts);
      return front === null ? null : `The address begins like ${front} but belongs to ${facts?.registered ?? 'another domain'}`;
    },
  },
  {
    name: 'mixed_alphabets',
    effect: 'lowers',
    strength: 0.6,
    applies: (_, facts) => (facts !== null && mixesAlphabets(facts) ? 'The address is written with letters that look like those of another alphabet' : null),
  },
  { name: 'bare_number', effect: 'lowers', strength: 0.3, applies: (_, facts) => (facts?.isIp === true ? 'The address is a bare number, without a name that anyone registered' : null) },
  { name: 'no_https', effect: 'lowers', strength: 0.05, applies: ({ url }) => (url !== null && /^http:\/\//i.test(url) ? 'Its address does not use https, so the text may be changed on its way' : null) },
  {
    name: 'open_wiki',
    effect: 'neutral',
    strength: 0,
    applies: (_, facts) => (facts !== null && isUnder(facts.host, OPEN_WIKIS) !== null ? 'Anyone can edit it, and it is secondary: its own references show what a statement rests on' : null),
  },
  {
    name: 'preprint',
    effect: 'neutral',
    strength: 0,
    applies: (_, facts) => (facts !== null && isUnder(facts.host, PREPRINTS) !== null ? 'It is on a server for preprints: nobody may have reviewed it yet' : null),
  },
  {
    name: 'shared_host',
    effect: 'neutral',
    strength: 0,
    applies: (_, facts) => {
      const host = facts === null ? null : sharedHost(facts);
      return host === null ? null : `${host} gives pages to anyone: what is known about it says nothing about this one`;
    },
  },
  { name: 'personal_page', effect: 'neutral', strength: 0, applies: (source) => (isPersonalPage(source) ? 'It is the page of a single person: what is known about the institution does not pass on to it' : null) },
];

/** Two or more words of letters, none of which stands for nobody in particular. */
function isPersonName(author: string | null, domain: string): boolean {
  const name = author?.trim() ?? '';
  if (name.length > 200 || NO_NAME.test(name) || /[<>@/\\\d]|https?:/i.test(name)) return false;
  if (name.toLowerCase().replace(/\s+/g, '') === domain.split('.')[0]?.toLowerCase()) return false;
  return /^\p{L}[\p{L}\p{M}.'’-]*(?:[\s,·]+\p{L}[\p{L}\p{M}.'’-]*)+/u.test(name) || /^[\p{Script=Han}\p{Script=Hangul}]{2,5}$/u.test(name);
}
