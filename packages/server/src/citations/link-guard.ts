import { linkAfterMarker, LinkTarget } from './link-target.js';
import { ProvableCode } from './provable-code.js';
import { ADDRESS_START, type KnownAddresses, shownAddress, trailingLength } from './shown-address.js';

/**
 * The last thing that an answer passes on its way out: it may link to its own sources and to nothing else, and shows no image.
 * A page can make a model write an address that carries away what was asked; an image is even fetched without a click.
 *
 * Links, images, reference definitions, HTML tags and bare addresses become plain text, also when they come in pieces. Only what may
 * still become one of them is held back. Code stays as it is where it is code for every reader. The outputs, joined, do not depend on how the text was
 * cut, and what went through once goes through unchanged. Pure but for its state; called by the engine's writing step.
 */
export class LinkGuard {
  readonly #known: KnownAddresses;
  readonly #code = new ProvableCode();
  #pending = '';
  #out = '';
  /** The last character that went out. */
  #last = '';
  #discard: LinkTarget | null = null;
  /** `<` was left out before an address; its `>` goes too. */
  #angle = false;
  /** The bracket that opened last belongs to an image. */
  #image = false;
  /** A bracket opened at the head of a line of this paragraph: what follows may define a reference. */
  #mayDefine = false;

  constructor(known: KnownAddresses) {
    this.#known = known;
  }

  push(text: string): string {
    // A carriage return is a line break of its own to readers of Markdown.
    this.#pending += text.includes('\r') ? text.replaceAll('\r', ' ') : text;
    return this.#run(false);
  }

  /** What was held back. */
  end(): string {
    return this.#run(true);
  }

  #run(atEnd: boolean): string {
    const text = this.#pending;
    let at = 0;
    while (at < text.length) {
      const used = this.#step(text, at, atEnd);
      if (used === WAIT) break;
      at += used;
    }
    this.#pending = text.slice(at);
    const out = this.#out;
    this.#out = '';
    return out;
  }

  /** Handles what stands at `at` and gives how much of it, or `WAIT` where more text is needed. */
  #step(text: string, at: number, atEnd: boolean): number {
    if (this.#discard !== null) return this.#skipTarget(this.#discard, text, at, atEnd);
    if (this.#code.fences(text.charAt(at))) return this.#pass(FENCED.at(text, at) ?? '\n');
    if (this.#last === ']' && /[(:]/.test(text.charAt(at))) return this.#behindBracket(text, at, atEnd);
    const plain = PLAIN.at(text, at);
    if (plain !== null) return this.#plainRun(plain, text, at, atEnd);
    const start = this.#addressAt(text, at);
    if (start !== null) return this.#inCode(text, at, atEnd, start.length) ?? this.#address(start, text, at, atEnd);
    return this.#sign(text, at, atEnd);
  }

  /** Characters that mean nothing here; their end is kept while it may be the beginning of an address. */
  #plainRun(plain: string, text: string, at: number, atEnd: boolean): number {
    const from = this.#startIn(plain, text, at);
    if (from === 0) return this.#atStart(plain, text, at, atEnd);
    return this.#pass(plain.slice(0, from ?? plain.length));
  }

  /** Where in the run an address begins, or may begin once there is more text. */
  #startIn(plain: string, text: string, at: number): number | null {
    for (const { index } of plain.matchAll(MAY_START)) {
      const before = index === 0 ? this.#last : plain.charAt(index - 1);
      if (/[A-Za-z]/.test(before)) continue;
      if (ADDRESS.at(text, at + index) !== null || (text.length - at - index <= LONGEST_START && BEGINNING.test(text.slice(at + index)))) return index;
    }
    return null;
  }

  #atStart(plain: string, text: string, at: number, atEnd: boolean): number {
    const start = ADDRESS.at(text, at);
    if (start !== null) return this.#inCode(text, at, atEnd, start.length) ?? this.#address(start, text, at, atEnd);
    return atEnd ? this.#pass(plain.charAt(0)) : WAIT;
  }

  #addressAt(text: string, at: number): string | null {
    return /[A-Za-z]/.test(this.#last) ? null : ADDRESS.at(text, at);
  }

  #sign(text: string, at: number, atEnd: boolean): number {
    const sign = text.charAt(at);
    if (sign === '\n') this.#endLine();
    if (sign === '>' && this.#angle) return this.#closeAngle();
    if (!'![<&'.includes(sign)) return this.#pass(sign);
    return this.#inCode(text, at, atEnd, 1) ?? this.#dangerous(sign, text, at, atEnd);
  }

  #endLine(): void {
    this.#angle = false;
    if (this.#last === '\n') this.#mayDefine = false;
  }

  #closeAngle(): number {
    this.#angle = false;
    return 1;
  }

  /** In code that is surely code: `length` characters pass as they are. Null: this is no code. */
  #inCode(text: string, at: number, atEnd: boolean, length: number): number | null {
    if (!this.#code.inSpan) return null;
    const closes = this.#code.closes(text, at, atEnd);
    if (closes === 'more') return WAIT;
    return closes === 'yes' ? this.#pass(text.slice(at, at + length)) : null;
  }

  #dangerous(sign: string, text: string, at: number, atEnd: boolean): number {
    if (sign === '[') return this.#bracket();
    if (sign === '!') return this.#exclamation(text, at, atEnd);
    if (sign === '<') return this.#tag(text, at, atEnd);
    const rest = text.slice(at, at + LONGEST_ENTITY);
    if (!atEnd && ENTITIES.some((entity) => entity !== rest && entity.startsWith(rest.toLowerCase()))) return WAIT;
    // Entities are undone before addresses are looked for.
    return this.#give(ENTITIES.some((entity) => rest.toLowerCase().startsWith(entity)) ? '& ' : '&', 1);
  }

  #bracket(): number {
    this.#mayDefine ||= this.#code.atHead;
    return this.#give(this.#last === '!' ? ' [' : '[', 1);
  }

  /** `![` is an image, `![1]` a marker behind an exclamation. */
  #exclamation(text: string, at: number, atEnd: boolean): number {
    const next = text.slice(at + 1, at + 3);
    if (!atEnd && (next === '' || next === '[')) return WAIT;
    if (!next.startsWith('[') || /^\[\d/.test(next)) return this.#pass('!');
    if (next !== '[]') return 1;
    this.#image = true;
    this.#mayDefine ||= this.#code.atHead;
    return this.#give(this.#last === '!' ? ' […' : '[…', 2);
  }

  #tag(text: string, at: number, atEnd: boolean): number {
    const rest = text.slice(at, at + LONGEST_TAG);
    if (!atEnd && rest.length < LONGEST_TAG && OPEN_TAG.test(rest)) return WAIT;
    if (!/^<[A-Za-z/!?]/.test(rest)) return this.#pass('<');
    if (ADDRESS.at(text, at + 1) !== null) return this.#autolink(text, at, atEnd);
    const [whole, name = ''] = BARE_TAG.exec(rest) ?? [];
    if (whole !== undefined && !this.#code.atHead && !ACTIVE_TAGS.has(name.toLowerCase())) return this.#pass(whole);
    return this.#give('< ', 1);
  }

  /** `<https://…>`: the brackets go with what made it a link. */
  #autolink(text: string, at: number, atEnd: boolean): number {
    const own = this.#last === '\\' ? null : this.#ownTarget(text.slice(at), '<>', atEnd);
    if (own === WAIT_FOR_TARGET) return WAIT;
    if (own !== null) return this.#pass(own);
    this.#angle = true;
    return this.#give(/^[\s(]?$/.test(this.#last) ? '' : ' ', 1);
  }

  /** Behind `]`: the target of a link goes, and nothing else may look like one. */
  #behindBracket(text: string, at: number, atEnd: boolean): number {
    const inCode = this.#inCode(text, at, atEnd, 1);
    if (inCode !== null) return inCode;
    if (text.charAt(at) === ':') return this.#mayDefine ? this.#give(' :', 1) : this.#pass(':');
    const own = this.#image ? null : this.#ownTarget(text.slice(at), '()', atEnd);
    this.#image = false;
    if (own === WAIT_FOR_TARGET) return WAIT;
    if (own !== null) return this.#pass(own);
    const link = linkAfterMarker(text, at, atEnd);
    if (link === 'more') return WAIT;
    if (link === 'none') return this.#give(' (', 1);
    this.#discard = new LinkTarget();
    return 0;
  }

  /** The target, where it is a source of this answer. */
  #ownTarget(rest: string, brackets: '()' | '<>', atEnd: boolean): string | null {
    for (const address of this.#known.sources) {
      const target = `${brackets.charAt(0)}${address}${brackets.charAt(1)}`;
      if (rest.startsWith(target) && (atEnd || !/^[?!.,:)]*$/.test(rest.slice(target.length)))) return endsAddress(rest.slice(target.length)) ? target : null;
      if (!atEnd && (target.startsWith(rest) || rest.startsWith(target))) return WAIT_FOR_TARGET;
    }
    return null;
  }

  #skipTarget(target: LinkTarget, text: string, at: number, atEnd: boolean): number {
    const used = target.skip(text, at, atEnd);
    if (used === 0) return WAIT;
    if (used !== 'over') return used;
    this.#discard = null;
    return 0;
  }

  #address(start: string, text: string, at: number, atEnd: boolean): number {
    const rest = REST_OF_ADDRESS.at(text, at + start.length) ?? '';
    if (!atEnd && at + start.length + rest.length === text.length && rest.length < LONGEST_ADDRESS) return WAIT;
    const host = rest.slice(0, rest.length - trailingLength(rest));
    // "https://" itself, as a word.
    if (host === '') return this.#give(/^\s?$/.test(text.charAt(at + start.length)) ? (/^[a-z]+/i.exec(start)?.[0] ?? '') : '…', start.length);
    const address = start + host;
    return this.#give(shownAddress(address, this.#known, !endsAddress(text.slice(at + address.length, at + start.length + rest.length + 1))), address.length);
  }

  #pass(text: string): number {
    return this.#give(text, text.length);
  }

  /** Gives `text` out in place of `used` characters. */
  #give(text: string, used: number): number {
    if (text === '') return used;
    this.#out += text;
    this.#code.feed(text);
    this.#last = text.slice(-1);
    return used;
  }
}

/** Would any reader of Markdown end an address before `text`? They end it at a space, and leave out these marks before it. */
function endsAddress(text: string): boolean {
  return /^[?!.,:)]*(?:\s|$)/.test(text);
}

const WAIT = -1;
const WAIT_FOR_TARGET = '';
/** In UTF-16 units; what goes on for longer is cut into several. */
const LONGEST_ADDRESS = 2048;
/** `<blockquote/>` and longer names are none that a reader of answers misses. */
const LONGEST_TAG = 24;

/** A pattern that is tried at one place. */
class Sticky {
  constructor(readonly pattern: RegExp) {}

  at(text: string, index: number): string | null {
    this.pattern.lastIndex = index;
    return this.pattern.exec(text)?.[0] ?? null;
  }
}

const PLAIN = new Sticky(/[^![\]<>&`~\n]+/y);
/** Indentation apart: it says whether the line belongs to the block. */
const FENCED = new Sticky(/ +|[^\n ][^\n]*/y);
const ADDRESS = new Sticky(ADDRESS_START);
const REST_OF_ADDRESS = new Sticky(new RegExp(`[^\\s<>"\`|[\\]{}\\\\^]{1,${LONGEST_ADDRESS}}`, 'y'));
const MAY_START = /[hwf]/gi;
/** `https\\:\\/\\/` */
const LONGEST_START = 11;
/** What may become the start of an address, at the end of what has come. */
const BEGINNING = /^(?:h(?:t(?:t(?:p(?:s?(?:\\?(?::(?:\\?(?:\/\\?)?)?)?)?)?)?)?)?|f(?:t(?:p(?:\\?(?::(?:\\?(?:\/\\?)?)?)?)?)?)?|w(?:w(?:w\\?)?)?)$/i;
const OPEN_TAG = /^<(?:[/!?]?|\/?[A-Za-z][A-Za-z0-9-]*[ \t]?\/?|(?:https?|ftp)\\?:?\\?\/?\\?|www\\?)$/i;
const BARE_TAG = /^<\/?([A-Za-z][A-Za-z0-9-]*)[ \t]?\/?>/;
/** Tags that fetch, run or hide something even without attributes, or whose end changes how the rest is read. */
const ACTIVE_TAGS = new Set('a applet area audio base body button embed form frame frameset head html iframe image img input link map math meta noembed noframes noscript object picture plaintext pre script select source style svg template textarea title track video xmp'.split(' '));
const ENTITIES = ['&#', '&colon;', '&sol;', '&period;'];
const LONGEST_ENTITY = 8;
