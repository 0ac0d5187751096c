import { element } from './dom.js';
import { MarkerSplitter, type Piece } from './split-markers.js';

/** The answer as it grows: question, progress, text. Owns its part of the page; knows nothing of connections. */
export class AnswerView {
  readonly #text = element('p', { class: 'text' });
  readonly #progress = element('p', { class: 'progress' });
  readonly #article: HTMLElement;
  #splitter = new MarkerSplitter();

  constructor(article: HTMLElement) {
    this.#article = article;
  }

  start(question: string): void {
    this.#splitter = new MarkerSplitter();
    this.#text.replaceChildren();
    this.#article.replaceChildren(element('h1', { id: 'asked' }, question), this.#progress, this.#text);
    this.#article.hidden = false;
    this.#article.setAttribute('aria-busy', 'true');
    this.progress('Asking …');
  }

  progress(words: string): void {
    this.#progress.textContent = words;
    this.#progress.hidden = words === '';
  }

  push(content: string): void {
    this.#append(this.#splitter.push(content));
  }

  /** Ends the text. Markers become links to the sources that there are; others turn back into the plain text they were. */
  end(sourceNumbers: ReadonlySet<number>): void {
    this.#append(this.#splitter.flush());
    for (const marker of this.#text.querySelectorAll('sup')) {
      const number = Number(marker.textContent);
      if (sourceNumbers.has(number)) marker.replaceChildren(element('a', { href: `#source-${number}`, 'aria-label': `Source ${number}` }, String(number)));
      else marker.replaceWith(`[${number}]`);
    }
    this.progress('');
    this.#article.setAttribute('aria-busy', 'false');
  }

  fail(words: string): void {
    this.end(new Set());
    const partial = this.#text.textContent === '' ? null : element('p', { class: 'quiet' }, 'The text above is not complete.');
    this.add(partial, element('p', { class: 'failure', role: 'alert' }, words));
  }

  add(...parts: Array<HTMLElement | null>): void {
    this.#article.append(...parts.filter((part) => part !== null));
  }

  #append(pieces: Piece[]): void {
    for (const piece of pieces) {
      if (piece.kind === 'marker') this.#text.append(element('sup', {}, String(piece.number)));
      else if (this.#text.lastChild instanceof Text) this.#text.lastChild.appendData(piece.text);
      else this.#text.append(piece.text);
    }
  }
}
