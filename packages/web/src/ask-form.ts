import { byId } from './dom.js';

/** The box, its buttons and the examples. Calls back; asks nothing itself. */
export class AskForm {
  readonly #form = byId('ask', HTMLFormElement);
  readonly #box = byId('question', HTMLTextAreaElement);
  readonly #submit = byId('submit', HTMLButtonElement);
  readonly #stop = byId('stop', HTMLButtonElement);

  constructor(handlers: { onAsk: (question: string) => void; onStop: () => void }) {
    const ask = () => {
      const question = this.#box.value.trim();
      if (question !== '' && !this.#submit.hidden) handlers.onAsk(question);
    };
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      ask();
    });
    this.#box.addEventListener('keydown', (event) => {
      // While an input method composes (Japanese, Chinese, …), Enter only accepts the word.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      ask();
    });
    this.#box.addEventListener('input', () => this.#fit());
    this.#stop.addEventListener('click', handlers.onStop);
    for (const example of document.querySelectorAll<HTMLButtonElement>('.example')) {
      example.addEventListener('click', () => {
        this.fill(example.textContent ?? '');
        ask();
      });
    }
  }

  fill(question: string): void {
    this.#box.value = question;
    this.#fit();
    this.#box.focus();
  }

  /** While an answer arrives, asking gives way to stopping. */
  busy(isBusy: boolean): void {
    const hadFocus = document.activeElement === this.#submit || document.activeElement === this.#stop;
    this.#submit.hidden = isBusy;
    this.#stop.hidden = !isBusy;
    if (hadFocus) (isBusy ? this.#stop : this.#submit).focus();
  }

  #fit(): void {
    this.#box.style.height = 'auto';
    this.#box.style.height = `${Math.min(this.#box.scrollHeight, 240)}px`;
  }
}
