import { parseUrl } from '@groundwire/protocol/parse-url';
/**
 * Which web pages may call the server. Pure.
 *
 * There is no login, so the browser's `Origin` and `Host` headers are what stands between the library and any page that
 * someone opens. An absent `Origin` is a program or a navigation, not a page's script, and is allowed. A `Host` that is a
 * foreign name means that a page's own domain was pointed at this address (DNS rebinding); on a loopback address such requests
 * are refused whatever their origin.
 */
export interface OriginPolicy {
  isAllowedOrigin(origin: string | undefined, host: string | undefined): boolean;
  isAllowedHost(host: string | undefined): boolean;
}

export interface OriginPolicyOptions {
  /** Origins in the form in which browsers send them; `*` allows every page. */
  corsOrigins: readonly string[];
  publicUrl: string | null;
  /** Address that the server listens on. */
  listenHost: string;
}

export function createOriginPolicy({ corsOrigins, publicUrl, listenHost }: OriginPolicyOptions): OriginPolicy {
  const allowed = new Set(publicUrl === null ? corsOrigins : [...corsOrigins, publicUrl]);
  const publicName = publicUrl === null ? null : new URL(publicUrl).hostname;
  const checksHost = isLoopbackName(listenHost);

  return {
    isAllowedOrigin(origin, host) {
      if (origin === undefined || allowed.has('*') || allowed.has(origin)) return true;
      return isOwnOrigin(origin, host);
    },
    isAllowedHost(host) {
      if (!checksHost || host === undefined || host === '') return true;
      const address = parseAuthority(host, 'http:');
      return address !== null && (isUnspoofable(address.hostname) || address.hostname === publicName);
    },
  };
}

/** A page that this very server handed out: same host and port, or two names of the loopback address with the same port. */
function isOwnOrigin(origin: string, host: string | undefined): boolean {
  const page = parseUrl(origin);
  if (page === null || (page.protocol !== 'http:' && page.protocol !== 'https:') || page.origin !== origin) return false;
  const own = host === undefined ? null : parseAuthority(host, page.protocol);
  if (own === null || own.port !== page.port || !isUnspoofable(own.hostname)) return false;
  return own.hostname === page.hostname || (isLoopbackName(own.hostname) && isLoopbackName(page.hostname));
}

function parseAuthority(authority: string, protocol: string): URL | null {
  return /^[A-Za-z0-9.:_[\]-]+$/.test(authority) ? parseUrl(`${protocol}//${authority}`) : null;
}

/** As the URL parser leaves an IPv4 address; it puts IPv6 addresses in brackets. No domain ends in a number, so it can't be one. */
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Names that no foreign domain can take on: addresses, and `localhost`, which browsers resolve themselves. */
function isUnspoofable(hostname: string): boolean {
  return hostname.startsWith('[') || IPV4.test(hostname) || isLocalhost(hostname);
}

/** For host names out of URLs and for the address that is listened on, which has no brackets. */
export function isLoopbackName(hostname: string): boolean {
  return isLocalhost(hostname) || hostname === '::1' || hostname === '[::1]' || (IPV4.test(hostname) && hostname.startsWith('127.'));
}

function isLocalhost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost');
}
