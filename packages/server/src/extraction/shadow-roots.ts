import type { HtmlTree } from './html-tree.js';

/**
 * What stands in an element beside its shadow root (`<template shadowrootmode>`) is shown where that root has a place for it: the slot of its
 * own name, or the one without a name. These are the elements and texts that have none. Time linear.
 */
export function withoutSlot(tree: HtmlTree): number[] {
  const unseen: number[] = [];
  const done = new Set<number>();
  for (let node = 1; node < tree.size; node += 1) {
    if (tree.names[node] !== 'template' || tree.attributes[node]?.has('shadowrootmode') !== true) continue;
    const host = tree.parents[node] ?? 0;
    if (host === 0 || done.has(host)) continue;
    done.add(host);
    const slots = slotsIn(tree, node);
    for (let child = host + 1; child < (tree.ends[host] ?? 0); child = tree.ends[child] ?? child + 1) {
      if (child !== node && !slots.has(tree.attributes[child]?.get('slot') ?? '')) unseen.push(child);
    }
  }
  return unseen;
}

/** Names of the slots in a shadow root, but for those in a root within it. */
function slotsIn(tree: HtmlTree, root: number): ReadonlySet<string> {
  const slots = new Set<string>();
  for (let node = root + 1; node < (tree.ends[root] ?? 0); node += 1) {
    if (tree.names[node] === 'template') node = (tree.ends[node] ?? node + 1) - 1;
    else if (tree.names[node] === 'slot') slots.add(tree.attributes[node]?.get('name') ?? '');
  }
  return slots;
}
