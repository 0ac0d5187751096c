/** One event of an event stream. `id` is the last one that the stream named. */
export interface StreamEvent {
  id: string;
  type: string;
  data: string;
}

/** Longer than any frame: what grows beyond it is no event stream of this protocol. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/**
 * Reads an event stream as the HTML standard defines it (section 9.2.6, "Interpreting an event stream"), for `fetch`:
 * `EventSource` itself can't be told where to begin, and Node has none. Empty events, which comments and `id` lines alone
 * make, are not given; `onLife` is called for every chunk. Ends when the stream ends, and rejects when it breaks.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>, onLife: () => void): AsyncGenerator<StreamEvent, void, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const lines = new LineBuffer();
  let event: StreamEvent = { id: '', type: '', data: '' };
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      onLife();
      for (const line of lines.push(decoder.decode(chunk.value, { stream: true }))) {
        if (line !== '') event = withField(event, line);
        else {
          if (event.data !== '') yield { ...event, data: event.data.slice(0, -1) };
          event = { id: event.id, type: '', data: '' };
        }
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function withField(event: StreamEvent, line: string): StreamEvent {
  const colon = line.indexOf(':');
  const name = colon === -1 ? line : line.slice(0, colon);
  const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'id') return { ...event, id: value };
  if (name === 'event') return { ...event, type: value };
  if (name === 'data') return { ...event, data: `${event.data}${value}\n` };
  return event;
}

/** Cuts text into lines that end with LF, CR or CRLF, however it is cut into chunks. */
class LineBuffer {
  #rest = '';

  push(text: string): string[] {
    const all = this.#rest + text;
    if (all.length > MOST_CHARACTERS) throw new Error('The event stream has no line ends');
    // A CR at the end may be the first half of a CRLF.
    const lines = all.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    return lines;
  }
}
