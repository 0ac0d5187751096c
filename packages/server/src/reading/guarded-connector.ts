import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { type AddressPolicy, hostOf, isAllowedAddress, isAllowedHost, judgeAddress } from './address-policy.js';

/** All addresses of a name, as text. Rejects where it has none. */
export type Lookup = (host: string) => Promise<string[]>;

export const systemAddresses: Lookup = async (host) => (await systemLookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/** The host leads where nothing may be read. */
export class BlockedAddress extends Error {
  override readonly name = 'BlockedAddress';
}

/** The name is not known, or the machine has no network. */
export class UnknownHost extends Error {
  override readonly name = 'UnknownHost';
}

/**
 * The addresses that may be connected to for this host. All that a name resolves to must be allowed: a name that leads
 * inwards with one of its addresses is a trap. Throws `BlockedAddress` or `UnknownHost`.
 */
export async function checkedAddresses(host: string, port: number, policy: AddressPolicy, lookup: Lookup): Promise<string[]> {
  const addresses = isIP(host) > 0 ? [host] : await lookup(host).catch((cause: unknown) => Promise.reject(new UnknownHost(host, { cause })));
  if (addresses.length === 0) throw new UnknownHost(host);
  if (isAllowedHost(host, port, policy)) return addresses;
  for (const address of addresses) {
    const reason = isAllowedAddress(address, port, policy) ? null : judgeAddress(address);
    if (reason !== null) throw new BlockedAddress(reason);
  }
  return addresses;
}

/**
 * Connects for undici: the name is looked up here, once, and the connection goes to the very address that was checked, so that
 * no second answer of a name server can lead elsewhere. The certificate is checked against the name.
 */
export function guardedConnector(options: { policy: AddressPolicy; lookup: Lookup; timeoutMs: number }): buildConnector.connector {
  const connect = buildConnector({ timeout: options.timeoutMs, keepAlive: false, allowH2: false, maxCachedSessions: 0 });
  return (target, callback) => {
    const host = hostOf(new URL(`${target.protocol}//${target.hostname.includes(':') && !target.hostname.startsWith('[') ? `[${target.hostname}]` : target.hostname}`));
    const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
    checkedAddresses(host, port, options.policy, options.lookup).then(
      (addresses) => connectToFirst(addresses, (address, done) => connect({ ...target, hostname: address, servername: isIP(host) > 0 ? '' : host }, done), callback),
      (error: unknown) => callback(error as Error, null),
    );
  };
}

type Connect = (address: string, done: buildConnector.Callback) => void;

/** One after the other; most hosts that have a dead address have it last. IPv4 first: it is the one that works everywhere. */
function connectToFirst(addresses: readonly string[], connect: Connect, callback: buildConnector.Callback): void {
  const [first, ...rest] = addresses.toSorted((left, right) => isIP(left) - isIP(right)).slice(0, 3);
  if (first === undefined) return callback(new UnknownHost(), null);
  connect(first, (...result) => {
    const [error, socket] = result;
    if (error !== null && rest.length > 0) connectToFirst(rest, connect, callback);
    else if (error !== null) callback(error, null);
    else callback(null, socket);
  });
}
