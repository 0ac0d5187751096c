import { parseUrl } from '@groundwire/protocol/parse-url';

/** The address in the browser's own spelling when it is http(s); null for anything else, `javascript:` above all. */
export function httpAddress(address: string): string | null {
  const url = parseUrl(address);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null;
}

/** Those addresses that an answer may link to. */
export function ownAddresses(sources: Iterable<{ url: string | null }>): Set<string> {
  const own = new Set<string>();
  for (const { url } of sources) {
    const address = url === null ? null : httpAddress(url);
    if (address !== null) own.add(address);
  }
  return own;
}
