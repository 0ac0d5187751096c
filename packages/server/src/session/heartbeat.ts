import { PING_INTERVAL_MS, SILENCE_LIMIT_MS } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';

export interface HeartbeatOptions {
  clock: Clock;
  /** Called every `PING_INTERVAL_MS`. */
  beat: () => void;
  /** Called once, when nothing arrived for `SILENCE_LIMIT_MS`; no beat follows. */
  silent: () => void;
}

/** Keeps one socket awake on its way through proxies, and notices a peer that is gone without a word. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #lastLife: number;
  #stopBeat: () => void = () => {};
  #stopWatch: () => void = () => {};

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#lastLife = options.clock.now();
    this.#beatLater();
    this.#watch();
  }

  /** Something arrived, whatever it was. */
  life(): void {
    this.#lastLife = this.#options.clock.now();
  }

  stop(): void {
    this.#stopBeat();
    this.#stopWatch();
  }

  #beatLater(): void {
    this.#stopBeat = this.#options.clock.after(PING_INTERVAL_MS, () => {
      this.#beatLater();
      this.#options.beat();
    });
  }

  #watch(): void {
    const { clock, silent } = this.#options;
    const left = this.#lastLife + SILENCE_LIMIT_MS - clock.now();
    this.#stopWatch = clock.after(left, () => {
      if (clock.now() - this.#lastLife < SILENCE_LIMIT_MS) return this.#watch();
      this.stop();
      silent();
    });
  }
}
