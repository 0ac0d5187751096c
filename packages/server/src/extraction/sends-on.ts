import { NO_ATTRIBUTES } from './html-attributes.js';
import { IN } from './html-surroundings.js';
import type { HtmlTree } from './html-tree.js';
import type { SeenPage } from './seen-page.js';

/** Words of a page that only sends on: that it does, and a link for those whom it leaves behind. */
const REFRESH_WORDS = 30;
const SCRIPT_WORDS = 5;
/** Who is sent on later may read meanwhile. */
const MOST_SECONDS = 10;
/** A program that does no more than set a cookie and send on is not longer. */
const SCRIPT_LENGTH = 3000;
const REFRESH = /^\s*(\d{1,6})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?\S/i;
const SEND = /\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:replace|assign|reload)\s*\(/;

/** Does the page say nothing, and send its readers on to another address, or to its own once more? */
export function sendsOn({ tree, marks }: SeenPage, matterWords: number): boolean {
  return (matterWords <= REFRESH_WORDS && refreshes(tree, marks)) || (matterWords <= SCRIPT_WORDS && hasOnlySender(tree));
}

function refreshes(tree: HtmlTree, marks: Uint8Array): boolean {
  return tree.names.some((name, node) => {
    if (name !== 'meta' || ((marks[tree.parents[node] ?? 0] ?? 0) & (IN.noscript | IN.skipped)) !== 0) return false;
    const attributes = tree.attributes[node] ?? NO_ATTRIBUTES;
    const refresh = attributes.get('http-equiv')?.trim().toLowerCase() === 'refresh' ? REFRESH.exec(attributes.get('content') ?? '') : null;
    return refresh !== null && Number(refresh[1]) <= MOST_SECONDS;
  });
}

/** Has it no programs but such that send on? */
function hasOnlySender(tree: HtmlTree): boolean {
  const scripts = tree.names.flatMap((name, node) => (name === 'script' ? [node] : []));
  if (scripts.length === 0 || scripts.some((node) => tree.attributes[node]?.has('src') === true)) return false;
  const texts = scripts.map((node) => tree.texts[node + 1] ?? '');
  return texts.reduce((sum, text) => sum + text.length, 0) <= SCRIPT_LENGTH && texts.some((text) => SEND.test(text));
}
