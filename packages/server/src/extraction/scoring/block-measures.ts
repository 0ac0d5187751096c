import { TRAIT, TRAITS } from '../character-traits.js';
import { countWords } from '../count-words.js';
import type { PageBlock } from '../html-blocks.js';
import { IN } from '../html-surroundings.js';
import type { HtmlTree } from '../html-tree.js';

/** What can be said of a block from its own text. */
export interface BlockMeasures {
  words: number;
  /** Share of its characters that stand in links. */
  linkShare: number;
  links: number;
  /** Tags between its first and its last node. */
  tags: number;
  sentenceEnds: number;
  commas: number;
  digitShare: number;
  capitalShare: number;
  wordLength: number;
  endsSentence: boolean;
  endsColon: boolean;
  startsLower: boolean;
  separators: number;
  prices: number;
  hasDate: boolean;
  /** Bits of `PHRASE_NAMES`. */
  phrases: number;
  /** Prose of some length that is no list of links. */
  good: boolean;
}

/** What is longer is measured by its beginning. */
const REACH = 3000;
/** Only short blocks are notices. */
const NOTICE_WORDS = 30;

/** Words of what stands around the matter of pages, in the larger European languages. */
const PHRASES: ReadonlyArray<readonly [name: string, pattern: RegExp]> = [
  ['rights', /©|copyright|all rights reserved|alle rechte|tous droits|derechos reservados|diritti riservati/i],
  ['policy', /privacy|cookie|terms (?:of|and|&)|datenschutz|impressum|mentions légales|confidentialité|privacidad/i],
  ['subscribe', /newsletter|subscribe|sign up|inbox|abonnier|s’abonner|s'abonner|suscr[ií]b|iscriviti/i],
  ['share', /\bshare\b|follow us|\btweet\b|facebook|instagram|linkedin|whatsapp|teilen|partager|compartir|condividi/i],
  ['discuss', /\bcomments?\b|\breply\b|\brepl(?:y|ies)\b|kommentar|commentaire|comentario|commenti/i],
  ['more', /read more|learn more|see (?:more|also|all)|view (?:more|all)|related|you (?:may|might) (?:also )?like|recommended|more (?:from|on|in|stories)|mehr (?:lesen|zum)|lire (?:aussi|la suite)|leer más|leggi anche|continue reading|show more/i],
  ['login', /log ?in|sign in|register|create (?:an )?account|password|anmelden|connexion|iniciar sesión|accedi/i],
  ['buy', /add to (?:cart|bag)|buy now|shop now|checkout|free shipping|in stock|sold out|warenkorb|panier|carrito|wishlist|regular price|sale price/i],
  ['byline', /^(?:by|von|par|por|di|text|words)\s+\p{Lu}|(?:min(?:ute)?s?|min\.?) read|posted (?:by|on|in)|published|updated|last modified|written by|reviewed by|veröffentlicht|publié|publicado|pubblicato/iu],
  ['advert', /advertis|sponsored|affiliate|commission|anzeige|publicité|publicidad|pubblicità/i],
  ['credit', /photo(?:graph)?(?: by| credit|:)|image (?:credit|source|courtesy)|getty images|shutterstock|credit:|courtesy of|illustration/i],
  ['skip', /skip to|back to top|jump to|table of contents|on this page|toggle|menu|loading|javascript|your browser|click here|next page|previous/i],
  ['contact', /@[\w-]+\.\w|\bphone\b|\btel[.:]|\+?\d[\d ()-]{8,}\d|contact us|get in touch|book (?:a|now)|request a|get started|free trial|schedule/i],
];
export const PHRASE_NAMES = PHRASES.map(([name]) => name);

const DATE = /\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago\b/;
const PRICE = /[$€£¥₹]\s?\d|\d\s?(?:€|EUR|USD|kr|zł)/g;

/** Measures of all blocks. What several blocks were cut from (the cells of a table) is walked through once. */
export function measureBlocks(tree: HtmlTree, marks: Uint8Array, blocks: readonly PageBlock[]): BlockMeasures[] {
  let [before, nodes]: [PageBlock | null, NodeMeasures] = [null, { linkShare: 0, links: 0, tags: 0 }];
  return blocks.map((block) => {
    if (before === null || before.first !== block.first || before.last !== block.last) nodes = measureNodes(tree, marks, block);
    before = block;
    return measureBlock(block, nodes);
  });
}

interface NodeMeasures {
  linkShare: number;
  links: number;
  tags: number;
}

function measureBlock(block: PageBlock, { linkShare, links, tags }: NodeMeasures): BlockMeasures {
  const text = block.text.length > REACH ? block.text.slice(0, REACH) : block.text;
  const words = countWords(block.text);
  const signs = countSigns(text);
  const letters = Math.max(1, text.length);
  return {
    words,
    linkShare,
    links,
    tags,
    sentenceEnds: signs.sentenceEnds,
    commas: signs.commas,
    digitShare: signs.digits / letters,
    capitalShare: signs.capitals / Math.max(1, words),
    wordLength: letters / Math.max(1, words),
    endsSentence: /[.!?。！？…]["'”’)\]]?$/.test(text),
    endsColon: /[:：]$/.test(text),
    startsLower: /^\p{Ll}/u.test(text),
    separators: signs.separators,
    prices: signs.digits === 0 ? 0 : count(text, PRICE),
    hasDate: signs.digits > 0 && words <= NOTICE_WORDS && DATE.test(text),
    phrases: words <= NOTICE_WORDS ? phrasesIn(text) : 0,
    good: words >= 8 && linkShare < 0.4 && block.kind !== 'heading',
  };
}

interface Signs {
  sentenceEnds: number;
  commas: number;
  digits: number;
  /** Words that begin with a capital. */
  capitals: number;
  separators: number;
}

const SENTENCE_END = setOf('.!?。！？…');
const CLOSING_QUOTE = setOf(`"'”’)]`);
const COMMA = setOf(',;，、');
const SEPARATOR = setOf('|·•›»/');

function setOf(signs: string): ReadonlySet<number> {
  return new Set(Array.from(signs, (sign) => sign.charCodeAt(0)));
}

/** Counts all of them in one pass over a cleaned text, whose white space is spaces and line ends. */
function countSigns(text: string): Signs {
  const signs: Signs = { sentenceEnds: 0, commas: 0, digits: 0, capitals: 0, separators: 0 };
  let before = 0;
  let isKnown = true;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const traits = TRAITS[code] ?? -1;
    if (traits < 0) isKnown = false;
    if ((traits & TRAIT.capital) !== 0 && (before & TRAIT.word) === 0) signs.capitals += 1;
    before = traits;
    if (code === 0x20 || (traits > 0 && code > 0x39)) continue;
    if (code >= 0x30 && code <= 0x39) signs.digits += 1;
    else if (COMMA.has(code)) signs.commas += 1;
    else if (SEPARATOR.has(code)) signs.separators += 1;
    else if (SENTENCE_END.has(code) && endsBehind(text, at)) signs.sentenceEnds += 1;
  }
  if (!isKnown) signs.capitals = count(text, /(?<![\p{L}\p{N}])\p{Lu}/gu);
  return signs;
}

/** Is there nothing behind the sign that ends a sentence but a quotation mark and then white space or the end? */
function endsBehind(text: string, sign: number): boolean {
  const at = CLOSING_QUOTE.has(text.charCodeAt(sign + 1)) ? sign + 2 : sign + 1;
  const code = text.charCodeAt(at);
  return at >= text.length || code === 0x20 || code === 0x0a;
}

function phrasesIn(text: string): number {
  let bits = 0;
  for (const [index, [, pattern]] of PHRASES.entries()) if (pattern.test(text)) bits |= 1 << index;
  return bits;
}

function measureNodes(tree: HtmlTree, marks: Uint8Array, block: PageBlock): NodeMeasures {
  let [all, linked, links, tags] = [0, 0, 0, 0];
  for (let node = block.first; node <= block.last; node += 1) {
    const mark = marks[node] ?? 0;
    if ((mark & IN.skipped) !== 0) continue;
    const name = tree.names[node];
    if (name === '') {
      const length = (tree.texts[node] ?? '').trim().length;
      all += length;
      if ((mark & IN.link) !== 0) linked += length;
    } else {
      tags += 1;
      if (name === 'a') links += 1;
    }
  }
  // A link that the block stands in is above its first node.
  return { linkShare: linked / Math.max(1, all), links: links === 0 && linked > 0 ? 1 : links, tags };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
