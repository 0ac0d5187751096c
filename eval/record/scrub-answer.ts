/*
 * Answers of real services, made fit to be kept: without secrets and without what is about people, and short. What stays is the
 * form, which is what tests are about. Pure.
 */

const MOST_ITEMS = 3;
const LONGEST_TEXT = 400;
const SOMEBODY = 'Somebody';

/** Fields whose value names a person. */
const NAMES = new Set(['author', 'display_name', 'given', 'family', 'name', 'raw_author_name', 'last_name', 'first_name', 'initials']);
/** … which in other places name things. */
const NAMES_OF_THINGS = new Set(['profile', 'meta_url', 'source', 'institutions', 'topics', 'journal']);
/** Fields about a person, or about whoever asks, that no reader of the answer needs. */
const DROPPED = new Set(['user_id', 'account_id', 'profile_image', 'avatar', 'reputation', 'orcid', 'affiliation', 'affiliations', 'raw_affiliation_strings', 'email', 'ip', 'location_ip', 'requestid', 'request_id', '_highlightresult']);
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

export function scrubAnswer(body: string, secrets: readonly string[]): string {
  const open = withoutSecrets(body, secrets).replace(EMAIL, 'somebody@example.org');
  const parsed = parse(open);
  return parsed === undefined ? scrubXml(open) : `${JSON.stringify(scrub(parsed, '', ''), null, 2)}\n`;
}

function withoutSecrets(body: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret.length >= 4).reduce((text, secret) => text.replaceAll(secret, '[secret]').replaceAll(encodeURIComponent(secret), '[secret]'), body);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function scrub(value: unknown, field: string, parent: string): unknown {
  if (typeof value === 'string') return isName(field, parent) ? SOMEBODY : cut(value);
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item: unknown) => scrub(item, field, parent));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !DROPPED.has(name.toLowerCase()));
  // An abstract as a list of places for each word has hundreds of fields.
  const few = field === 'abstract_inverted_index' ? entries.slice(0, 40) : entries;
  return Object.fromEntries(few.map(([name, inner]) => [name, scrub(inner, name, field)]));
}

function isName(field: string, parent: string): boolean {
  return NAMES.has(field.toLowerCase()) && !NAMES_OF_THINGS.has(parent.toLowerCase());
}

/** Never within an address: half of one leads elsewhere. */
function cut(text: string): string {
  return text.length <= LONGEST_TEXT || /^https?:\/\/\S+$/.test(text) ? text : `${text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;
}

const PERSONAL_XML = /<(name|LastName|ForeName|Initials|CollectiveName)(\s[^>]*)?>[^<]*<\/\1>/g;
const DROPPED_XML = /<(arxiv:affiliation|AffiliationInfo|Identifier|ReferenceList|InvestigatorList)(?:\s[^>]*)?>[\s\S]*?<\/\1>/g;

/** Feeds and record sets: the first records only. */
function scrubXml(text: string): string {
  let kept = 0;
  return text
    .replace(/<(entry|PubmedArticle)(?:\s[^>]*)?>[\s\S]*?<\/\1>\s*/g, (record) => ((kept += 1) <= MOST_ITEMS ? record : ''))
    .replace(DROPPED_XML, '')
    .replace(PERSONAL_XML, (_element, name: string, attributes: string | undefined) => `<${name}${attributes ?? ''}>${SOMEBODY}</${name}>`)
    .replace(/>([^<]{401,})</g, (_element, words: string) => `>${cut(words)}<`);
}
