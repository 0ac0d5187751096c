/** What the scripted model server may be told to do with one request. */

/** A streamed answer, with whatever is to go wrong in it. */
export interface ScriptedAnswer {
  kind: 'answer';
  /** The text, in the pieces in which it is sent. */
  chunks: string[];
  /** Real milliseconds before each piece but the first. */
  delayMs?: number;
  /** Real milliseconds before the answer's headers. */
  headersDelayMs?: number;
  /** Real milliseconds between the headers and the first byte of the body. */
  firstByteDelayMs?: number;
  /** Awaited before the piece with this index (0, 1, …) is sent, so that a test decides when it goes. */
  gate?: (index: number) => Promise<void> | void;
  /** `stop` by default. `null`: the server of those that never say how they finished. */
  finish?: 'stop' | 'length' | 'content_filter' | null;
  /** Counts to report; by default one output token a piece. `null`: none. */
  usage?: { input: number; output: number } | null;
  /** Text that the model thinks before it answers, sent as the format has it (`reasoning_content`, thinking blocks). */
  reasoning?: string[];
  /** What follows the last piece. `complete` (the default) sends the completion signal and ends. */
  then?:
    | 'complete'
    /** The socket is destroyed. */
    | 'cut'
    /** Nothing more comes, and the connection stays open. */
    | 'stall'
    /** The answer ends properly for HTTP, but without its completion signal. */
    | 'end'
    /** A data line that is half a JSON object, then the end. */
    | 'malformed'
    /** An error event, with `error` in it, then the end. */
    | 'error'
    /** The completion signal, and then the connection stays open: no usage, no end. */
    | 'complete_then_stall'
    /** All events to the last (`[DONE]`, `message_stop`), and then the connection stays open. */
    | 'whole_then_stall';
  /** For `then: 'error'`. */
  error?: { type: string; message: string; code?: string | number };
  /** Line ends on the wire; `\n` by default. */
  lineEnd?: '\n' | '\r\n' | '\r';
  /** Comment lines between the events. */
  comments?: boolean;
  /** Bytes a write: cuts characters and lines anywhere. Default: one event a write. */
  bytesPerWrite?: number;
}

/** An answer that is not a stream. */
export interface ScriptedStatus {
  kind: 'status';
  status: number;
  headers?: Record<string, string>;
  /** Sent as it is. Default: the format's error object with `message`. */
  body?: string;
  message?: string;
  headersDelayMs?: number;
}

/** The socket is destroyed before any answer. */
export interface ScriptedReset {
  kind: 'reset';
}

/** Nothing is ever answered. */
export interface ScriptedSilence {
  kind: 'silence';
}

export type ModelScript = ScriptedAnswer | ScriptedStatus | ScriptedReset | ScriptedSilence;

/** Scripts that many tests want. */
export const modelScripts = {
  answer: (text: string, options: Omit<ScriptedAnswer, 'kind' | 'chunks'> = {}): ScriptedAnswer => ({ ...options, kind: 'answer', chunks: text.match(/\s*\S+/gu) ?? [] }),
  status: (status: number, message?: string): ScriptedStatus => ({ kind: 'status', status, ...(message === undefined ? {} : { message }) }),
  /** 429; `retryAfter` is a number of seconds, or a date. */
  rateLimited: (retryAfter: number | Date): ScriptedStatus => ({ kind: 'status', status: 429, headers: { 'retry-after': typeof retryAfter === 'number' ? String(retryAfter) : retryAfter.toUTCString() }, message: 'Rate limit reached' }),
  html: (status: number): ScriptedStatus => ({ kind: 'status', status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>It works</h1></body></html>' }),
} as const;
