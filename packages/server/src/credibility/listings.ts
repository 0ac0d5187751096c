import type { Evidence } from './evidence.js';
import { type HostFacts, hostFacts } from './host-facts.js';
import type { HostTable } from './host-table.js';
import { isPlatform, isPersonalPage } from './platforms.js';

/**
 * What published lists say of a host: of the host itself, else of the nearest one above it, down to the domain that somebody
 * registered. `data/credibility/README.md` names each list with its licence.
 *
 * The lists are of their makers: the reasons repeat what a list says, with its year, and never pass sentence in Groundwire's
 * own voice. On hosts that give pages to anyone nothing passes on from the host to the page.
 */
export interface Listings {
  /** Columns: Wikipedia's perennial sources (`gr`, `nc`, `m`, `gu`, `d`), verdict of WikiProjects (`reliable`, `mixed`, `unreliable`). */
  assessments: HostTable;
  /** Columns: Wikipedias that cite it, how often, kind of local medium, supported by fundus, on the list of fake news hosts, country of a university. */
  listings: HostTable;
}

/** Strengths and words of one list. `docs/credibility.md` states each, and a test compares the two. */
export interface ListRule {
  readonly name: string;
  readonly effect: Evidence['effect'];
  /** Where it depends on the entry: the greatest. */
  readonly strength: number;
  readonly source: string;
  readonly year: number;
}

const PERENNIAL = { source: "Wikipedia's list of perennial sources", year: 2026 };
const PROJECTS = { source: "Wikipedia's WikiProjects", year: 2026 };

/**
 * Set by hand after what a study of these lists found each to be worth. What Wikipedia's editors decided after discussion weighs
 * most; that something was cited weighs the more, the more language editions did so independently.
 */
export const LIST_RULES = {
  perennial_reliable: { name: 'perennial_reliable', effect: 'raises', strength: 0.75, ...PERENNIAL },
  perennial_no_consensus: { name: 'perennial_no_consensus', effect: 'lowers', strength: 0.25, ...PERENNIAL },
  perennial_unreliable: { name: 'perennial_unreliable', effect: 'lowers', strength: 0.5, ...PERENNIAL },
  perennial_deprecated: { name: 'perennial_deprecated', effect: 'lowers', strength: 0.8, ...PERENNIAL },
  project_reliable: { name: 'project_reliable', effect: 'raises', strength: 0.55, ...PROJECTS },
  project_mixed: { name: 'project_mixed', effect: 'lowers', strength: 0.15, ...PROJECTS },
  project_unreliable: { name: 'project_unreliable', effect: 'lowers', strength: 0.5, ...PROJECTS },
  cited_in_wikipedias: { name: 'cited_in_wikipedias', effect: 'raises', strength: 0.45, source: 'References of nine Wikipedias (Wikidata-Referencing)', year: 2017 },
  local_news: { name: 'local_news', effect: 'raises', strength: 0.5, source: 'LocalNewsDataset', year: 2018 },
  scraped_publisher: { name: 'scraped_publisher', effect: 'raises', strength: 0.3, source: 'Publishers that fundus supports', year: 2026 },
  open_fake_news_list: { name: 'open_fake_news_list', effect: 'lowers', strength: 0.5, source: 'The open list marktron/fakenews', year: 2025 },
  one_letter_off: { name: 'one_letter_off', effect: 'lowers', strength: 0.6, source: 'References of nine Wikipedias (Wikidata-Referencing)', year: 2017 },
  listed_university: { name: 'listed_university', effect: 'raises', strength: 0.6, source: 'university-domains-list', year: 2026 },
} as const satisfies Record<string, ListRule>;

type ListName = keyof typeof LIST_RULES;

/** Evidence of the lists about the source at `url`, or at `domain` where it has none. */
export function listedEvidence(listings: Listings, source: { domain: string; url: string | null }): Evidence[] {
  const facts = hostFacts(source.domain, source.url);
  if (facts === null || facts.isIp || isPersonalPage(source)) return [];
  const assessed = nearest(listings.assessments, facts);
  const listed = nearest(listings.listings, facts);
  const evidence = [...(assessed === null ? [] : assessments(assessed)), ...(listed === null ? [] : openLists(listed))];
  // Where Wikipedia's editors call a site reliable, a list that anyone may have made says nothing against it.
  const reliable = evidence.some(({ rule }) => rule === 'perennial_reliable' || rule === 'project_reliable');
  return reliable ? evidence.filter(({ rule }) => rule !== 'open_fake_news_list') : evidence;
}

/** The entry of the host, or of the nearest one above it that is not a platform. */
function nearest(table: HostTable, facts: HostFacts): string[] | null {
  if (isPlatform(facts.host) || facts.host === facts.hostedUnder) return null;
  for (let host = facts.host; ; host = host.slice(host.indexOf('.') + 1)) {
    // Below a platform only the very page owner's name counts.
    if (host !== facts.host && (isPlatform(host) || host === facts.hostedUnder)) return null;
    const row = table.find(host);
    if (row !== null) return row;
    if (host === facts.registered || !host.includes('.')) return null;
  }
}

function assessments([perennial, project]: string[]): Evidence[] {
  const found: Evidence[] = [];
  if (perennial === 'gr') found.push(of('perennial_reliable', 'Editors of the English Wikipedia call it generally reliable'));
  if (perennial === 'nc' || perennial === 'm') found.push(of('perennial_no_consensus', 'Editors of the English Wikipedia did not agree whether it is reliable'));
  if (perennial === 'gu') found.push(of('perennial_unreliable', 'Editors of the English Wikipedia call it generally unreliable'));
  if (perennial === 'd') found.push(of('perennial_deprecated', 'Editors of the English Wikipedia decided that it is not to be used as a source'));
  // Both rest on the same discussions: one of them counts.
  if (found.length > 0) return found;
  if (project === 'reliable') return [of('project_reliable', 'A WikiProject of the English Wikipedia calls it reliable for its field')];
  if (project === 'mixed') return [of('project_mixed', 'WikiProjects of the English Wikipedia call it reliable for some purposes only')];
  if (project === 'unreliable') return [of('project_unreliable', 'A WikiProject of the English Wikipedia calls it unreliable')];
  return [];
}

function openLists([languages, references, medium, supported, fakeNews, university]: string[]): Evidence[] {
  const found: Evidence[] = [];
  const editions = Number(languages ?? 0);
  if (editions >= 2) found.push({ ...of('cited_in_wikipedias', `It is cited in ${editions} Wikimedia projects (Wikipedias and Wikidata), ${references} times in all`), strength: citedStrength(editions) });
  if (medium) found.push(of('local_news', `It is listed as the site of ${LOCAL_MEDIA[medium] ?? 'a local news medium'} of the United States`));
  if (supported) found.push(of('scraped_publisher', 'It is a news publisher that an open library for collecting news supports'));
  if (fakeNews) found.push(of('open_fake_news_list', 'It is on an open list of sites that its maintainers warn of'));
  if (university) found.push(of('listed_university', 'It is the address of a university'));
  return found;
}

const LOCAL_MEDIA: Readonly<Record<string, string>> = { newspapers: 'a local newspaper', 'tv station': 'a local television station', magazines: 'a local magazine', 'college newspapers': 'a college newspaper' };

/** More with each edition, up to the rule's strength. */
function citedStrength(editions: number): number {
  return Math.min(LIST_RULES.cited_in_wikipedias.strength, 0.12 + 0.04 * editions);
}

function of(name: ListName, reason: string): Evidence {
  const { effect, strength, source, year } = LIST_RULES[name];
  return { rule: name, effect, strength, reason, source, year };
}
