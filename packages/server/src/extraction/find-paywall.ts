import { countWords } from './count-words.js';
import type { PageBlock } from './html-blocks.js';
import { IN } from './html-surroundings.js';
import { OFFER, PAYWALL_HINT, PAYWALL_NOTICE } from './obstacle-words.js';
import { partsAbove } from './scoring/page-layout.js';
import { maskOf } from './scoring/part-names.js';
import { findSaid, isProse, type SeenPage, someMarkup, wordsAt, wordsOf } from './seen-page.js';

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
  return page.blocks.some(({ text }, index) => wordsAt(page, index) <= NOTICE_WORDS && notices.some((notice) => isNoticeAlone(text, notice)) && standsAtEnd(page, index));
}

/** Has a block nothing to say but this, and what it offers? */
function isNoticeAlone(text: string, notice: RegExp): boolean {
  const found = findSaid(text, notice);
  if (found === null) return false;
  const rest = `${text.slice(0, found.index)}\n${text.slice(found.index + found[0].length)}`;
  const strays = rest.split(/(?<=[.!?])\s+|(?<=[。！？])|\n/).filter((sentence) => !notice.test(sentence) && !OFFER.test(sentence));
  return strays.reduce((sum, sentence) => sum + countWords(sentence), 0) <= STRAY_WORDS;
}

/** Does hardly any of the matter follow, or does it lie over the page? */
function standsAtEnd(page: SeenPage, index: number): boolean {
  const { marks, features, chosen, blocks } = page;
  const { first } = blocks[index] as PageBlock;
  if ((partsAbove(features.layout, first) & OVER) !== 0) return true;
  const isBehind = (block: PageBlock, at: number) => at > index && chosen.has(block) && isProse(page, block, at) && !(wordsAt(page, at) <= BEHIND_NOTICE && OFFER.test(block.text));
  return ((marks[first] ?? 0) & IN.around) === 0 && wordsOf(page, isBehind) <= BEHIND_NOTICE;
}
