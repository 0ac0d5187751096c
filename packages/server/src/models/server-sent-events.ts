import { createParser } from 'eventsource-parser';

/** Longest line or event, in characters. A server that sends more without ending the event is not speaking the protocol. */
export const MAX_EVENT_LENGTH = 1024 * 1024;

export class EventTooLong extends Error {}

/**
 * Bytes to the data of server-sent events (WHATWG HTML, 9.2), as they come: UTF-8 may be cut anywhere, lines may end in LF, CRLF or
 * CR, comments are skipped. Holds at most one event; throws `EventTooLong` when that grows beyond 1 MiB.
 */
export class EventDecoder {
  readonly #decoder = new TextDecoder();
  readonly #parser = createParser({
    onEvent: (event) => this.#events.push(event.data),
    onError: () => {
      this.sawForeignLine = true;
    },
  });
  /** A line came that no stream of events has: this may be a web page or plain text. */
  sawForeignLine = false;
  #events: string[] = [];
  /** Pieces of a line whose end has not come: joined once, so that a line in many pieces is not scanned many times. */
  #held: string[] = [];
  /** Characters since the last whole event. */
  #pending = 0;
  /** The parser stands between two events, and holds nothing of the next one. */
  #between = false;

  /** The data of the events that these bytes complete, in order. */
  feed(chunk: Uint8Array): string[] {
    return this.#take(this.#decoder.decode(chunk, { stream: true }));
  }

  /** The stream has ended. An event whose closing blank line is missing still counts: some servers leave it out. */
  end(): string[] {
    return this.#take(`${this.#decoder.decode()}\n\n`);
  }

  #take(text: string): string[] {
    if (this.#between && isPlainEvent(text)) return [text.slice(PREFIX.length, -2)];
    this.#pending += text.length;
    if (/[\r\n]/.test(text)) {
      this.#parser.feed(this.#held.length === 0 ? text : this.#held.join('') + text);
      this.#held = [];
    } else if (text !== '') {
      this.#held.push(text);
    }
    // A blank line ends an event, and whatever was begun.
    if (text !== '') this.#between = text.endsWith('\n\n');
    const events = this.#events;
    if (events.length > 0) {
      this.#events = [];
      this.#pending = 0;
    }
    if (this.#pending > MAX_EVENT_LENGTH) throw new EventTooLong();
    return events;
  }
}

const PREFIX = 'data: ';

/** One whole event of one line of data, as a token comes: it needs no parser. */
function isPlainEvent(text: string): boolean {
  return text.startsWith(PREFIX) && text.endsWith('\n\n') && text.indexOf('\n') === text.length - 2 && !text.includes('\r') && text.length <= MAX_EVENT_LENGTH;
}
