import { Tokenizer } from 'htmlparser2';
import { AttributeList, type Attributes, NO_ATTRIBUTES } from './html-attributes.js';
import { IMPLIED_END, SCOPE, VOID } from './html-elements.js';

/** Gets a page's elements in order. `open` may return something of its own, which `close` gets back. */
export interface HtmlHandler<Frame> {
  open(name: string, attributes: Attributes): Frame;
  close(name: string, frame: Frame): void;
  text(text: string): void;
}

const MAX_ATTRIBUTES = 100;
const MAX_NAME_LENGTH = 100;
const MAX_ATTRIBUTE_LENGTH = 10_000;
/** How far down the open elements an end tag, or an element that ends another by opening, looks for its start. */
const CLOSE_REACH = 1024;
const IMPLIED_REACH = 64;

/**
 * Reads HTML as a stream of elements and text. Every `open` gets its `close`, in proper nesting, whatever the markup.
 *
 * Built on htmlparser2's tokenizer alone: its parser keeps the open elements in an array that it shifts, which makes
 * deeply nested input quadratic. Here each tag costs a bounded number of steps, so the time is linear in the input, and
 * nothing recurses. How elements end without an end tag follows the HTML standard in its common cases.
 */
export function readHtml<Frame>(content: string, handler: HtmlHandler<Frame>): void {
  const reader = new ElementReader(content, handler);
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader);
  tokenizer.write(content);
  tokenizer.end();
  reader.finish();
}

class ElementReader<Frame> {
  #stack: Array<{ name: string; frame: Frame }> = [];
  /** How many elements of each name are open. */
  #open = new Map<string, number>();
  #name = '';
  /** Null for none so far. */
  #attributes: AttributeList | null = null;
  #attribute = '';
  #value = '';
  /** Names in lower case by how they are written. */
  readonly #names = new Map<string, string>();
  readonly #classes = new Map<string, string>();

  constructor(
    readonly content: string,
    readonly handler: HtmlHandler<Frame>,
  ) {}

  onopentagname(start: number, end: number): void {
    this.#name = this.#nameAt(start, end);
    this.#attributes = null;
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#nameAt(start, Math.min(end, start + MAX_NAME_LENGTH));
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#add(this.content.slice(start, Math.min(end, start + MAX_ATTRIBUTE_LENGTH)));
  }

  onattribentity(codePoint: number): void {
    this.#add(String.fromCodePoint(codePoint));
  }

  onattribend(): void {
    const attributes = (this.#attributes ??= new AttributeList());
    if (attributes.size >= MAX_ATTRIBUTES) return;
    const value = this.#value.slice(0, MAX_ATTRIBUTE_LENGTH);
    attributes.add(this.#attribute, this.#attribute === 'class' ? this.#sameClasses(value) : value);
  }

  /** Classes repeat all over a page, and are asked for again and again: of equal ones there is one string, which is hashed once. */
  #sameClasses(value: string): string {
    const known = this.#classes.get(value);
    if (known !== undefined) return known;
    this.#classes.set(value, value);
    return value;
  }

  onopentagend(): void {
    const name = this.#name;
    this.#endImplied(name);
    const frame = this.handler.open(name, this.#attributes ?? NO_ATTRIBUTES);
    if (VOID.has(name)) {
      this.handler.close(name, frame);
      return;
    }
    this.#stack.push({ name, frame });
    this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
  }

  onselfclosingtag(): void {
    this.onopentagend();
    if (!VOID.has(this.#name) && (this.#open.get('svg') ?? 0) + (this.#open.get('math') ?? 0) > 0) this.#pop();
  }

  onclosetag(start: number, end: number): void {
    const name = this.#nameAt(start, end);
    if (name === 'br' || (name === 'p' && !this.#open.get('p'))) {
      this.handler.close(name, this.handler.open(name, NO_ATTRIBUTES));
      return;
    }
    if (!this.#open.get(name)) return;
    const depth = this.#find((candidate) => candidate === name, CLOSE_REACH, SCOPE.has(name) ? null : SCOPE);
    if (depth !== null) this.#popTo(depth);
  }

  ontext(start: number, end: number): void {
    this.handler.text(this.content.slice(start, end));
  }

  ontextentity(codePoint: number): void {
    this.handler.text(String.fromCodePoint(codePoint));
  }

  /** Beyond drawings and formulas it is a comment that went wrong. */
  oncdata(start: number, end: number, endOffset: number): void {
    if ((this.#open.get('svg') ?? 0) + (this.#open.get('math') ?? 0) > 0) this.handler.text(this.content.slice(start, end - endOffset));
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  finish(): void {
    this.#popTo(0);
  }

  #nameAt(start: number, end: number): string {
    const written = this.content.slice(start, end);
    let name = this.#names.get(written);
    if (name === undefined) this.#names.set(written, (name = written.toLowerCase()));
    return name;
  }

  /** What a value goes on with. What is cut is not gathered. */
  #add(text: string): void {
    if (this.#value === '') this.#value = text;
    else if (this.#value.length < MAX_ATTRIBUTE_LENGTH) this.#value += text;
  }

  /** Ends the elements that `name` ends by opening: `<li>` ends the `<li>` before it, a block ends a paragraph. */
  #endImplied(name: string): void {
    const rule = IMPLIED_END.get(name);
    if (rule === undefined || !rule.ends.some((ended) => this.#open.get(ended))) return;
    const depth = this.#find((candidate) => rule.ends.includes(candidate), IMPLIED_REACH, rule.within);
    if (depth !== null) this.#popTo(depth);
  }

  /** Index of the innermost open element that matches, no further down than `reach` and not across `barrier`. */
  #find(matches: (name: string) => boolean, reach: number, barrier: ReadonlySet<string> | null): number | null {
    const lowest = Math.max(0, this.#stack.length - reach);
    for (let index = this.#stack.length - 1; index >= lowest; index -= 1) {
      const name = this.#stack[index]?.name ?? '';
      if (matches(name)) return index;
      if (barrier?.has(name)) return null;
    }
    return null;
  }

  #popTo(depth: number): void {
    while (this.#stack.length > depth) this.#pop();
  }

  #pop(): void {
    const element = this.#stack.pop();
    if (element === undefined) return;
    this.#open.set(element.name, (this.#open.get(element.name) ?? 1) - 1);
    this.handler.close(element.name, element.frame);
  }
}
