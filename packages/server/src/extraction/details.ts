import { parseUrl } from '@groundwire/protocol/parse-url';
import { cleanLine } from './clean-text.js';

/** Reads what documents say of themselves: each function gives null for a value that is not what it claims to be. */

/** An absolute http(s) URL without credentials, or null. `base` resolves a relative one, where it is known. */
export function toHttpUrl(value: string | null | undefined, base?: string | undefined): string | null {
  if (value === null || value === undefined || value.length > 2000) return null;
  const text = value.trim();
  const url = text === '' ? null : parseUrl(text, base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null;
  url.username = '';
  url.password = '';
  return url.href;
}

/** Accounts, which programs put in for authors. */
const ACCOUNT = /^(?:name|admin(?:istrator)?|root|user(?:name)?|web-?master|author|guest|editor|staff|default|test|unknown|anonymous|null|undefined|none|n\/a)$/i;
/** What a template was to fill in. */
const PLACEHOLDER = /^(?:\{\{.*\}\}|\$\{.*\}|%\w+%|[a-z_]+(?:\.[a-z_]+){2,})$/;
/** What a person is at the paper, behind the name. */
const POST = /,\s*(?:(?:staff|senior|special|contributing|chief|news)\s+)*(?:writer|reporter|correspondent|editor|contributor|columnist|journalist)s?\.?$/i;

/** A name of at most 200 characters; URLs, addresses, numbers and accounts are not names. */
export function toAuthor(value: string | null | undefined): string | null {
  const name = cleanLine((value ?? '').slice(0, 1000)).replace(/^(?:(?:written|posted|text|words|story) )?by:?\s+/i, '').replace(POST, '').replace(/\s+(?=[,;])/g, '');
  return name === '' || name.length > 200 || /^https?:|@\S+\.\w/i.test(name) || !/\p{L}/u.test(name) || ACCOUNT.test(name) || PLACEHOLDER.test(name) ? null : name;
}

/** A BCP 47 tag in its canonical form, or null. */
export function toLanguage(value: string | null | undefined): string | null {
  const tag = (value ?? '').trim().replaceAll('_', '-').slice(0, 35);
  if (tag === '') return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
