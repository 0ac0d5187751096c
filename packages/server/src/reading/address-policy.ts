import { parseUrl } from '@groundwire/protocol/parse-url';
import ipaddr from 'ipaddr.js';

/**
 * Which addresses may be reached on behalf of somebody else. Pure: what a name resolves to is judged by
 * `judgeAddress`, when it is known.
 *
 * The question is not whether an address looks bad but whether it is surely somebody's public server: everything else is
 * refused (RFC 6890 and the IANA special-purpose registries of IPv4 and IPv6 addresses).
 */
export interface AddressPolicy {
  /** Ports that may be asked. */
  ports: ReadonlySet<number>;
  /** What the operator allows beside the public network. */
  allowed: readonly AllowedHost[];
}

/** What the operator named: a host by name or address, or a range of addresses; on one port, or (null) on any. */
export type AllowedHost = { host: string; port: number | null } | { range: [ipaddr.IPv4 | ipaddr.IPv6, number]; port: number | null };

export const WEB_PORTS: ReadonlySet<number> = new Set([80, 443, 8080, 8443]);

/** `inward`: the address is one, but leads, or may lead, to something that is not for everybody. False: it leads nowhere. */
export type UrlJudgement = { ok: true; url: URL } | { ok: false; reason: string; inward: boolean };

const NOT_AN_ADDRESS = 'It is not a web address';
const NOT_A_NAME = 'Its host is not a valid name';
/** Servers must read addresses of 8,000 bytes (RFC 9110, section 4.1); few read longer ones. */
const LONGEST_ADDRESS = 8000;
const TOO_LONG = `It is longer than the ${LONGEST_ADDRESS.toLocaleString('en')} characters that sites answer`;

/** The address as `URL` reads it, or why it must not be asked. Nothing is looked up. */
export function judgeUrl(address: string, policy: AddressPolicy): UrlJudgement {
  const url = parseUrl(address);
  if (url === null) return refused(NOT_AN_ADDRESS);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refused('Only http and https addresses are read');
  if (url.href.length > LONGEST_ADDRESS) return refused(TOO_LONG);
  if (url.username !== '' || url.password !== '') return refused('Addresses with a user name or password are not read');
  const host = hostOf(url);
  if (isAllowedHost(host, portOf(url), policy)) return { ok: true, url };
  const literal = parseAddress(host);
  if (literal !== null && isAllowedAddress(host, portOf(url), policy)) return { ok: true, url };
  if (!policy.ports.has(portOf(url))) return refused(`Port ${portOf(url)} is not one of the ports of web sites`);
  return withReason(url, literal === null ? judgeName(host) : judgeAddress(host));
}

/** Null for an address on the public network, else why it is not to be reached. `address` is an IP address as text. */
export function judgeAddress(address: string): string | null {
  const parsed = parseAddress(address);
  if (parsed === null) return 'Its host has no valid address';
  return isPublic(parsed) ? null : 'Its address is not on the public network';
}

/** Whether a range that the operator allows holds what this name resolves to, or this literal address. */
export function isAllowedAddress(address: string, port: number, policy: AddressPolicy): boolean {
  const parsed = parseAddress(address);
  if (parsed === null) return false;
  return policy.allowed.some((entry) => 'range' in entry && (entry.port === null || entry.port === port) && entry.range[0].kind() === parsed.kind() && (parsed as ipaddr.IPv6).match(entry.range as [ipaddr.IPv6, number]));
}

/** Whether the operator named this very host: then whatever it resolves to may be reached. */
export function isAllowedHost(host: string, port: number, policy: AddressPolicy): boolean {
  return policy.allowed.some((entry) => 'host' in entry && entry.host === host && (entry.port === null || entry.port === port));
}

/** Reads one entry of the operator's list: `wiki.internal`, `10.0.0.5:8080`, `10.1.0.0/16`, `10.1.0.0/16:8080`. Null where it is none. */
export function parseAllowedHost(text: string): AllowedHost | null {
  const entry = text.trim().toLowerCase();
  if (entry.includes('/')) return parseRange(entry);
  const bracketed = /^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/.test(entry) ? `[${entry}]` : entry;
  const url = parseUrl(`http://${bracketed}/`);
  if (url === null || /[@?#\s*]/.test(entry)) return null;
  return { host: hostOf(url), port: /:\d+$/.test(bracketed) && !bracketed.endsWith(']') ? portOf(url) : null };
}

function parseRange(entry: string): AllowedHost | null {
  const [, range = '', digits] = /^(.+\/\d{1,3})(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (!ipaddr.isValidCIDR(range) || port === 0 || (port ?? 0) > 65_535) return null;
  return { range: ipaddr.parseCIDR(range), port };
}

/** Host without brackets and trailing dot. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '').toLowerCase();
}

export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

function parseAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // A zone ("%eth0") only makes sense on the local link.
  return ipaddr.isValid(address) && !address.includes('%') ? ipaddr.parse(address) : null;
}

/** Clouds answer with their machine's secrets here; two of these are otherwise public. */
const METADATA = new Set(['168.63.129.16', '100.100.100.200', '169.254.169.254', '192.0.0.192']);
/**
 * IPv6 that carries an IPv4 address, or that stays within an organisation, and that `range()` does not all tell: IPv4-compatible,
 * translated (SIIT), NAT64 well-known and local, 6to4, Teredo, ORCHID, documentation, discard, site-local.
 */
const REFUSED_IPV6 = ['::/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', '2001::/23', '2001:db8::/32', '3fff::/20', '100::/64', 'fec0::/10', '5f00::/16'].map((range) => ipaddr.parseCIDR(range) as [ipaddr.IPv6, number]);

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv6) return !REFUSED_IPV6.some((range) => address.match(range));
  return !METADATA.has(address.toString());
}

/** Names that never lead to a public server (RFC 6761, 6762, 8375, ICANN's `.internal`), and the names that clouds give their metadata. */
const LOCAL_NAME = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|example|onion|in-addr\.arpa|ip6\.arpa)$/;

function judgeName(host: string): string | null {
  if (host.length > 253 || !/^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/.test(host) || host.includes('..')) return NOT_A_NAME;
  if (!host.includes('.')) return 'Its host is a name within a network, not one of the public network';
  if (/(?:^|\.)[0-9]+$/.test(host)) return NOT_A_NAME;
  return LOCAL_NAME.test(host) ? 'Its host is a name within a network, not one of the public network' : null;
}

function withReason(url: URL, reason: string | null): UrlJudgement {
  return reason === null ? { ok: true, url } : refused(reason);
}

function refused(reason: string): UrlJudgement {
  return { ok: false, reason, inward: ![NOT_AN_ADDRESS, NOT_A_NAME, TOO_LONG].includes(reason) };
}
