import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvents, type StreamEvent } from './read-events.js';

/** Reads a stream that arrives in chunks of these sizes, in bytes. */
async function read(text: string, sizes: number[] = []): Promise<StreamEvent[]> {
  const bytes = new TextEncoder().encode(text);
  let position = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = sizes.shift() ?? bytes.length;
      if (position < bytes.length) controller.enqueue(bytes.slice(position, position + size));
      else controller.close();
      position += size;
    },
  });
  const events: StreamEvent[] = [];
  for await (const event of readEvents(body, () => undefined)) events.push(event);
  return events;
}

const STREAM = 'retry: 1000\n\n: heartbeat\n\nid: 4\nevent: token\ndata: {"a":"é😀"}\n\r\nid:5\r\ndata: one\r\ndata:two\r\n\r\ndata: not ended';
const EVENTS = [
  { id: '4', type: 'token', data: '{"a":"é😀"}' },
  { id: '5', type: '', data: 'one\ntwo' },
];

describe('reading an event stream', () => {
  it('gives events with their id and data, and neither comments nor what was not ended', async () => {
    expect(await read(STREAM)).toEqual(EVENTS);
  });

  it('gives the same however the bytes are cut, in the middle of characters and line ends too', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 120 }), async (sizes) => void expect(await read(STREAM, sizes)).toEqual(EVENTS)));
  });

  it('keeps the last id for events that name none', async () => {
    expect((await read('id: 7\ndata: a\n\ndata: b\n\n')).map(({ id }) => id)).toEqual(['7', '7']);
  });
});
