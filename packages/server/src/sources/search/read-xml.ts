import { Tokenizer } from 'htmlparser2';

/** An element of an XML document. Text and child elements stand in order. */
export interface XmlElement {
  /** With its prefix, as written: `arxiv:doi`. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: Array<XmlElement | string>;
}

/** What is deeper or more than this is no search result. */
const MAX_DEPTH = 40;
const MAX_ELEMENTS = 100_000;

/**
 * The root element of an XML text; null where there is none, or where it is deeper or larger than any search result. Built on
 * htmlparser2's tokenizer: entities other than XML's own five and numbers stay as they are written, DTDs and processing
 * instructions are skipped, so nothing expands and nothing is fetched. End tags without a start are ignored.
 */
export function readXml(text: string): XmlElement | null {
  const reader = new XmlReader(text);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: true }, reader);
  tokenizer.write(text);
  tokenizer.end();
  return reader.tooMuch ? null : reader.root;
}

/** Child elements of that name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return (element?.children ?? []).filter((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** Descends by names, through the first child of each. */
export function childOf(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((parent, name) => childrenOf(parent, name)[0], element);
}

/** All text inside, in order, without the markup. */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

class XmlReader {
  root: XmlElement | null = null;
  tooMuch = false;
  #stack: XmlElement[] = [];
  #count = 0;
  #name = '';
  #attributes = new Map<string, string>();
  #attribute = '';
  #value = '';

  constructor(readonly text: string) {}

  onopentagname(start: number, end: number): void {
    this.#name = this.text.slice(start, end);
    this.#attributes = new Map();
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.text.slice(start, end);
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.text.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint);
  }

  onattribend(): void {
    if (this.#attributes.size < 50) this.#attributes.set(this.#attribute, this.#value);
  }

  onopentagend(): void {
    this.#count += 1;
    if (this.#count > MAX_ELEMENTS || this.#stack.length >= MAX_DEPTH) this.tooMuch = true;
    if (this.tooMuch) return;
    const element: XmlElement = { name: this.#name, attributes: this.#attributes, children: [] };
    this.#stack.at(-1)?.children.push(element);
    this.root ??= element;
    this.#stack.push(element);
  }

  onselfclosingtag(): void {
    this.onopentagend();
    this.#stack.pop();
  }

  onclosetag(start: number, end: number): void {
    const name = this.text.slice(start, end).trim();
    const depth = this.#stack.findLastIndex((element) => element.name === name);
    if (depth !== -1) this.#stack.length = depth;
  }

  ontext(start: number, end: number): void {
    this.#push(this.text.slice(start, end));
  }

  ontextentity(codePoint: number): void {
    this.#push(String.fromCodePoint(codePoint));
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.#push(this.text.slice(start, end - endOffset));
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  #push(text: string): void {
    if (!this.tooMuch) this.#stack.at(-1)?.children.push(text);
  }
}
