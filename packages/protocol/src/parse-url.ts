/**
 * An address as a URL, `base` resolving a relative one; null for what is none. In place of `URL.canParse`, which in Node 20 and 22, once
 * it has been compiled after some thousand calls, denies every host with letters such as ü.
 */
export function parseUrl(address: string, base?: string | URL): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
