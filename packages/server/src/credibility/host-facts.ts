import { parseUrl } from '@groundwire/protocol/parse-url';
import { domainToUnicode } from 'node:url';
import { parse } from 'tldts';

/** What the address of a source says of it. Pure: node:url and the public suffix list only. */
export interface HostFacts {
  /** Lower case, without `www.`. */
  host: string;
  /** The domain that somebody registered, such as `example.co.uk`; null for numbers and bare suffixes. */
  registered: string | null;
  /** Its first label: `example`. */
  name: string | null;
  /** The public suffix, such as `gov.uk`. */
  suffix: string | null;
  /** Labels below the registered domain: `a.b` of `a.b.example.com`. */
  below: string;
  isIp: boolean;
  /** The suffix list says that this host's owner gives names below it to anyone (`github.io`). */
  hostedUnder: string | null;
  /** The host with international letters written out. */
  unicode: string;
}

/** The host of `url`, else `domain`; null where neither is one. */
export function hostFacts(domain: string, url: string | null): HostFacts | null {
  const host = hostOf(url) ?? hostOf(`http://${domain}`);
  if (host === null || host === 'library') return null;
  const official = parse(host);
  const shared = parse(host, { allowPrivateDomains: true });
  return {
    host,
    registered: official.domain,
    name: official.domainWithoutSuffix || null,
    suffix: official.isIcann === true ? official.publicSuffix : null,
    below: official.subdomain ?? '',
    isIp: official.isIp === true,
    hostedUnder: shared.isPrivate === true ? shared.publicSuffix : null,
    unicode: domainToUnicode(host) || host,
  };
}

function hostOf(url: string | null): string | null {
  const parsed = url === null ? null : parseUrl(url);
  if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return null;
  return parsed.hostname.toLowerCase().replace(/\.$/, '').replace(/^www\./, '') || null;
}

/** Is `host` one of `domains`, or below one? */
export function isUnder(host: string, domains: ReadonlySet<string>): string | null {
  for (let rest = host; rest !== ''; rest = rest.includes('.') ? rest.slice(rest.indexOf('.') + 1) : '') if (domains.has(rest)) return rest;
  return null;
}
