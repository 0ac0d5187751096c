import { parseUrl } from '@groundwire/protocol/parse-url';
import { parse } from 'tldts';

/**
 * By which address two finds are the same page. For comparing alone: it need not be one that answers (`www.` is gone, `http` is
 * `https`). What is shown, fetched and cited is the address that a source was found under, `withoutTracking`.
 */

/** Parameters that say how a reader came, not what is shown. */
const TRACKING: readonly RegExp[] = [
  /^(?:utm|mtm|matomo|pk|piwik|hsa|stm|itm|vero|oly)_\w+$/i,
  /^(?:(?:fb|g|y|ys|tt|tw)clid|dclid|msclkid)$/i,
  /^(?:gclsrc|gbraid|wbraid|srsltid|igshid?|mc_[ce]id|mkt_tok|_hsenc|_hsmi|__hs(?:sc|tc|fp)|_openstat|li_fat_id|epik|ref_(?:src|url)|cmpid|ncid|ocid|s_cid|_g[al]|_ke|guc(?:counter|e_referrer\w*)|amp_(?:js_v|gsa)|usqp|xtor|at_(?:medium|campaign|custom\d)|smtyp|smid|spm)$/i,
];
const AMP_PARAMETERS = new Set(['amp', 'outputtype']);
const AMP_VALUE = /^(?:|1|true|amp)$/i;

/** Labels of mobile and AMP editions of a host. */
const EDITION = /^(?:m|mobile|mobil|amp|touch)$/;
const LANGUAGE = /^[a-z]{2,3}$/;
const LONGEST_URL = 4_096;
/** More copies of copies than fit into an address. */
const MOST_ROUNDS = 300;
/** Fragments that are routes of a page of scripts: `#/x`, `#!x`. */
const ROUTE = /^#(?:!|\/)./;

/**
 * The canonical address of a page for comparison; null for what is no absolute http(s) address. Idempotent, never throws. Never
 * makes one of two different hosts, but for `www.` and the mobile and AMP editions of one.
 */
export function canonicalUrl(address: string): string | null {
  let canonical = simplified(address);
  // What is left of an address may be a copy of a page in its turn. Every further round takes something away.
  for (let rounds = 0; canonical !== null && rounds < MOST_ROUNDS; rounds += 1) {
    const simpler = simplified(canonical);
    if (simpler === null || simpler === canonical) break;
    canonical = simpler;
  }
  return canonical;
}

function simplified(address: string): string | null {
  const found = parsed(address);
  if (found === null) return null;
  const url = behindAmpCache(found);
  url.protocol = 'https:';
  url.username = '';
  url.password = '';
  url.hostname = canonicalHost(url.hostname);
  url.hash = canonicalFragment(url.hash);
  dropParameters(url);
  url.pathname = canonicalPath(url.pathname);
  return url.href;
}

/** The same address without the parameters that say how a reader came, else to the letter as it was. Never throws. */
export function withoutTracking(address: string): string {
  const [, before = '', query, hash = ''] = /^([^?#]*)\?([^#]*)(#.*)?$/s.exec(address) ?? [];
  if (query === undefined) return address;
  const parameters = query.split('&');
  const kept = parameters.filter((parameter) => !isTracking(nameOf(parameter)));
  if (kept.length === parameters.length) return address;
  return `${before}${kept.length === 0 ? '' : `?${kept.join('&')}`}${hash}`;
}

function nameOf(parameter: string): string {
  return [...new URLSearchParams(parameter).keys()][0] ?? '';
}

function isTracking(name: string): boolean {
  return TRACKING.some((pattern) => pattern.test(name));
}

/** The host of an address without `www.`, in lower case; null for what is no absolute http(s) address. */
export function domainOf(address: string): string | null {
  return parsed(address)?.hostname.replace(/\.$/, '').replace(/^www\.(?=[^.]+\.)/, '') ?? null;
}

function parsed(address: string): URL | null {
  const url = address.length > LONGEST_URL ? null : parseUrl(address);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url : null;
}

/** The page behind a copy in an AMP cache: `…ampproject.org/c/s/HOST/PATH`, `www.google.com/amp/s/HOST/PATH`. */
function behindAmpCache(url: URL): URL {
  const isCache = url.hostname.endsWith('.ampproject.org');
  const isGoogle = /^(?:www\.)?google\.[a-z.]{2,6}$/.test(url.hostname);
  const rest = isCache ? /^\/[a-z]{1,3}\/(?:s\/)?(.+)$/.exec(url.pathname) : isGoogle ? /^\/amp\/(?:s\/)?(.+)$/.exec(url.pathname) : null;
  const page = rest === null || !/^[^/]+\.[^/]+/.test(rest[1] ?? '') ? null : parsed(`https://${rest[1]}${url.search}${url.hash}`);
  return page ?? url;
}

function canonicalHost(hostname: string): string {
  const host = hostname.replace(/\.$/, '');
  const { subdomain, domain } = parse(host, { allowPrivateDomains: true });
  if (domain === null || subdomain === null || subdomain === '') return host;
  let labels = subdomain.split('.').filter((label) => label !== '');
  while (labels[0] === 'www' || EDITION.test(labels[0] ?? '')) labels = labels.slice(1);
  // `en.m.wikipedia.org`
  while (labels.length > 1 && LANGUAGE.test(labels[0] ?? '') && EDITION.test(labels[1] ?? '')) labels = [labels[0] ?? '', ...labels.slice(2)];
  return [...labels, domain].join('.');
}

function canonicalFragment(hash: string): string {
  const fragment = hash.replace(/:~:.*$/s, '');
  return ROUTE.test(fragment) ? fragment : '';
}

function dropParameters(url: URL): void {
  for (const [name, value] of [...url.searchParams]) {
    const isAmp = AMP_PARAMETERS.has(name.toLowerCase()) && AMP_VALUE.test(value);
    if (isAmp || isTracking(name)) url.searchParams.delete(name);
  }
  url.searchParams.sort();
  if (url.searchParams.size === 0) url.search = '';
}

/** Percent-encoding in one form, no doubled or last slash, no directory index, no AMP edition. */
function canonicalPath(pathname: string): string {
  let path = pathname.replace(/%[0-9a-f]{2}/gi, unescapedIfPlain);
  for (let before = ''; before !== path; ) {
    before = path;
    path = path
      .replace(/\/{2,}/g, '/')
      .replace(/(?<=.)\/$/, '')
      .replace(/\/(?:index|default)\.(?:html?|php|aspx?|jsp|shtml)$/i, '/')
      // A page that is called "amp" keeps its name: only what stands behind or before a page marks its edition.
      .replace(/(?<=[^/])\/amp$/i, '')
      .replace(/^\/amp(?=\/[^/])/i, '')
      .replace(/(?<=[^/])\.amp(\.html?)?$/i, '$1');
  }
  return path;
}

/** `%7E` is `~` (RFC 3986, 6.2.2.2); what stays escaped is written in upper case. */
function unescapedIfPlain(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
}
