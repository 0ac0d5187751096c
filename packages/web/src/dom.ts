/** Children of an element; a string becomes a text node, never markup. */
export type Child = Node | string | null;

/** Makes an element. The page has no other way to build one, so nothing that arrives can become markup. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** The element with this id; the page is broken without it. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} #${id}`);
}

/** A link that leaves the page, or the plain text where the address is not http(s). */
export function outsideLink(address: string, text: string): HTMLElement {
  const url = httpUrl(address);
  return url === null ? element('span', {}, text) : element('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, text);
}

/** The address when it is http(s), made absolute; null for anything else, `javascript:` above all. */
export function httpUrl(address: string): string | null {
  const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null;
}
