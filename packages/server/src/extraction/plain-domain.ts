import { domainOf } from './canonical-url.js';

/** `domain` as people write it: with or without scheme, `www.`, `*.`, path. Null for what is no domain. */
export function plainDomain(domain: string): string | null {
  const text = domain.trim().replace(/^\*?\./, '').toLowerCase();
  const host = domainOf(/^https?:\/\//.test(text) ? text : `https://${text}`);
  return host !== null && /^[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(host) ? host : null;
}

/** Is a host that domain, or one below it? Pure. */
export function isOnDomain(host: string, domain: string): boolean {
  const wanted = plainDomain(domain);
  const own = plainDomain(host) ?? host;
  return wanted !== null && (own === wanted || own.endsWith(`.${wanted}`));
}
