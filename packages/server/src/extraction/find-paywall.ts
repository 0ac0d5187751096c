import { countWords } from './count-words.js';
import type { PageBlock } from './html-blocks.js';
import { IN } from './html-surroundings.js';
import { OFFER, PAYWALL_HINT, PAYWALL_NOTICE } from './obstacle-words.js';
import { partsAbove } from './scoring/page-layout.js';
import { maskOf } from './scoring/part-names.js';
import { findSaid, isProse, type SeenPage, someMarkup, wordsAt } from './seen-page.js';

/** A beginning that a paywall leaves to be read, and one where only words tell of it. */
const TEASER_WORDS = 350;
const ALONE_WORDS = 200;
/** Prose that may follow the notice. */
const BEHIND_NOTICE = 30;
/** A notice with its offers has no more, and says hardly anything else. */
const NOTICE_WORDS = 80;
const STRAY_WORDS = 5;
/** A paragraph, not a label, breaks off. */
const PARAGRAPH_WORDS = 8;
const MARKUP = /paywall|subscriber-?only|regwall|premium-?(?:content|article)|piano-|metered|subscription-?(?:wall|required)/i;
/** What lies over a page, or asks for an account, by its names. */
const OVER = maskOf('modal login');

/**
 * Does the text break off where a subscription is asked for? The page says so in a block of its own at the end of its matter, or in what
 * lies over it; where it says for machines, or by its names, that not all may read it, a hint does.
 */
export function findPaywall(page: SeenPage, matterWords: number): boolean {
  if (matterWords > TEASER_WORDS) return false;
  if (matterWords <= ALONE_WORDS && hasNotice(page, [PAYWALL_NOTICE])) return true;
  if (isDeclared(page)) return breaksOff(page) || hasNotice(page, [PAYWALL_NOTICE, PAYWALL_HINT]);
  return hasNotice(page, [PAYWALL_NOTICE, PAYWALL_HINT]) && someMarkup(page.tree, MARKUP, false);
}

function isDeclared({ metadata }: SeenPage): boolean {
  return metadata.jsonLd.some(({ free }) => free === false) || /^(?:locked|metered|subscription|premium)$/i.test(metadata.metas.get('article:content_tier') ?? '');
}

/** Is the last paragraph of the matter cut off? */
function breaksOff(page: SeenPage): boolean {
  const { blocks, chosen } = page;
  const last = blocks.findLastIndex((block, index) => chosen.has(block) && block.kind === 'paragraph' && wordsAt(page, index) >= PARAGRAPH_WORDS);
  return last >= 0 && /(?:[\p{L}\p{N},;]|…|\.\.\.)$/u.test(blocks[last]?.text ?? '');
}

function hasNotice(page: SeenPage, notices: readonly RegExp[]): boolean {
  const end = startOfEnd(page);
  const isPlaced = ({ first }: PageBlock, index: number) => liesOver(page, first) || (index >= end && ((page.marks[first] ?? 0) & IN.around) === 0);
  return page.blocks.some((block, index) => wordsAt(page, index) <= NOTICE_WORDS && isPlaced(block, index) && notices.some((notice) => isNoticeAlone(block.text, notice)));
}

/** Has a block nothing to say but this, and what it offers? */
function isNoticeAlone(text: string, notice: RegExp): boolean {
  const found = findSaid(text, notice);
  if (found === null) return false;
  const rest = `${text.slice(0, found.index)}\n${text.slice(found.index + found[0].length)}`;
  const strays = rest.split(/(?<=[.!?])\s+|(?<=[。！？])|\n/).filter((sentence) => !notice.test(sentence) && !OFFER.test(sentence));
  return strays.reduce((sum, sentence) => sum + countWords(sentence), 0) <= STRAY_WORDS;
}

/** The first block behind which hardly any of the matter follows. */
function startOfEnd(page: SeenPage): number {
  let words = 0;
  for (let index = page.blocks.length - 1; index > 0; index -= 1) {
    const block = page.blocks[index] as PageBlock;
    const isOffer = wordsAt(page, index) <= BEHIND_NOTICE && OFFER.test(block.text);
    if (page.chosen.has(block) && isProse(page, block, index) && !isOffer) words += wordsAt(page, index);
    if (words > BEHIND_NOTICE) return index;
  }
  return 0;
}

function liesOver({ features }: SeenPage, node: number): boolean {
  return (partsAbove(features.layout, node) & OVER) !== 0;
}
