import { countWords } from './count-words.js';
import type { Obstacle } from './extracted-document.js';
import { findPaywall } from './find-paywall.js';
import type { PageBlock } from './html-blocks.js';
import { IN } from './html-surroundings.js';
import { type HtmlTree, textOf } from './html-tree.js';
import { CHALLENGE_NOTICE, CHALLENGE_TITLE, CONSENT_CHOICE, CONSENT_NOTICE, ERROR_NOTICE, ERROR_TITLE, LOGIN } from './obstacle-words.js';
import { findSaid, isProse, type SeenPage, someMarkup, wordsAt, wordsOf } from './seen-page.js';
import { sendsOn } from './sends-on.js';

/** A page with more prose than this is no notice, whatever it says besides. */
const NOTICE_WORDS = 150;
/** Words of prose that may stand beside such a notice, and where there is none beside a heading that says the same. */
const BESIDE_NOTICE = 40;
const BESIDE_HEADING = 12;
/** A page that asks to log in says little else. */
const LOGIN_WORDS = 100;

const CHALLENGE_MARKUP = /cdn-cgi\/challenge-platform|_cf_chl_opt|cf-chl-|captcha-delivery\.com|_Incapsula_Resource|px-captcha|\/_sec\/cp_challenge|perimeterx|awsWafCookieDomainList|challenges\.cloudflare\.com/i;
/** The label of a button has no more. */
const CHOICE_WORDS = 6;
/** Of a page that says little else it needs no other sign. */
const CONSENT_ALONE = 0.8;
const CONSENT_MARKUP = /onetrust|didomi|usercentrics|sp_message|cookiebot|quantcast|qc-cmp|consent-?page|collectConsent|consent\.(?:google|yahoo|youtube)|guce|cmp-?(?:container|wrapper|root)|fc-consent|truste/i;
const LOGIN_FORM = /log-?in|sign-?in|logon|auth|session/i;

/**
 * What stands in the way of a page's matter, judged by evidence of more than one kind: markup or structured data, what the
 * page says to its reader, and that it says little else. In doubt there is none: a false alarm loses a source.
 */
export function findObstacle(page: SeenPage): Obstacle | undefined {
  const matterWords = wordsOf(page, (block) => page.chosen.has(block));
  if (matterWords <= NOTICE_WORDS) {
    if (isBotCheck(page)) return 'bot_check';
    if (sendsOn(page, matterWords)) return 'redirect';
    if (isErrorPage(page)) return 'error_page';
    if (isConsent(page, matterWords)) return 'consent';
    if (matterWords <= LOGIN_WORDS && isLogin(page)) return 'login';
  }
  return findPaywall(page, matterWords) ? 'paywall' : undefined;
}

/** Blocks at the start of a page that are looked at, and characters of each. */
const FIRST_BLOCKS = 200;
const BLOCK_REACH = 600;

function says(text: string, notice: RegExp): boolean {
  return findSaid(text.slice(0, BLOCK_REACH), notice) !== null;
}

/** Titles of the page, by its head and by its headings. */
function titlesOf({ title, metadata, blocks }: SeenPage): string[] {
  const heading = blocks.find((block) => block.kind === 'heading');
  return [title, metadata.title, heading?.text].filter((line) => line !== null && line !== undefined);
}

/** Is there a block that says so, and hardly any prose besides? */
function isNotice(page: SeenPage, notice: RegExp): boolean {
  const noticed = page.blocks.slice(0, FIRST_BLOCKS).map(({ text }, index) => wordsAt(page, index) <= BESIDE_NOTICE && says(text, notice));
  return noticed.includes(true) && wordsOf(page, (block, index) => noticed[index] !== true && isProse(page, block, index)) <= BESIDE_NOTICE;
}

/** Where nothing in the markup tells it, title and text together must, and say nothing else. */
function isBotCheck(page: SeenPage): boolean {
  const isTitled = titlesOf(page).some((title) => CHALLENGE_TITLE.test(title));
  if (someMarkup(page.tree, CHALLENGE_MARKUP, true)) return isTitled || page.blocks.slice(0, FIRST_BLOCKS).some(({ text }) => says(text, CHALLENGE_NOTICE));
  return isTitled && isNotice(page, CHALLENGE_NOTICE);
}

function isErrorPage(page: SeenPage): boolean {
  if (!titlesOf(page).some((line) => ERROR_TITLE.test(line))) return false;
  return isNotice(page, ERROR_NOTICE) || wordsOf(page, (block, index) => isProse(page, block, index)) <= BESIDE_HEADING;
}

function isConsent(page: SeenPage, matterWords: number): boolean {
  const { tree, blocks } = page;
  const about = wordsOf(page, ({ text }) => CONSENT_NOTICE.test(text) || CONSENT_CHOICE.test(text));
  const isChoice = (block: PageBlock, index: number) => wordsAt(page, index) <= CHOICE_WORDS && CONSENT_CHOICE.test(block.text);
  const hasNotice = blocks.some((block, index) => !isChoice(block, index) && says(block.text, CONSENT_NOTICE));
  const all = wordsOf(page, () => true);
  if (about >= all * CONSENT_ALONE && blocks.some(isChoice) && hasNotice) return true;
  return about >= Math.max(20, all * 0.4) && matterWords - about < 60 && hasNotice && someMarkup(tree, CONSENT_MARKUP, true);
}

/** Its title says no more than to log in (where, at most), and the page has a form for it. */
function isLogin({ tree, marks, title, metadata }: SeenPage): boolean {
  const isTitled = [title, metadata.title].some((line) => line?.split(/\s[|–—·:-]\s|[|｜]/).some(asksToLogIn));
  return isTitled && tree.names.some((name, node) => name === 'input' && ((marks[node] ?? 0) & (IN.around | IN.skipped)) === 0 && isLoginField(tree, node));
}

const TITLE_WORDS = 6;

function asksToLogIn(part: string): boolean {
  const found = LOGIN.exec(part);
  if (found === null || countWords(part) > TITLE_WORDS) return false;
  const [before, after] = [part.slice(0, found.index), part.slice(found.index + found[0].length)];
  return before.trim() === '' || (after.trim() === '' && countWords(before) <= 2);
}

function isLoginField(tree: HtmlTree, node: number): boolean {
  const type = tree.attributes[node]?.get('type')?.toLowerCase();
  if (type === 'password') return true;
  if (type !== 'email') return false;
  let form = tree.parents[node] ?? 0;
  while (form > 0 && tree.names[form] !== 'form') form = tree.parents[form] ?? 0;
  if (form === 0) return false;
  const names = ['action', 'id', 'class', 'name'].map((name) => tree.attributes[form]?.get(name) ?? '').join(' ');
  return LOGIN_FORM.test(names.slice(0, 500)) || LOGIN.test(textOf(tree, form).slice(0, 300));
}
