import { ConnectionFailed } from './errors.js';

/** The part of a WebSocket that is used here. Browsers, Node >= 22 and the `ws` package all have it. */
export interface WebSocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

/** A constructor such as `globalThis.WebSocket` or the `WebSocket` of the `ws` package. */
export type WebSocketConstructor = new (url: string) => WebSocketLike;

/** The events of a WebSocket. Apart from `WebSocketLike`, because each implementation declares them with types of its own. */
export interface WebSocketEvents {
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
  addEventListener(type: 'error', listener: (event: { message?: string }) => void): void;
}

/** `readyState` of an open socket, as the WebSocket standard numbers it. */
export const OPEN = 1;

/** The constructor to use; null where there is none, and answers have to come as an event stream. */
export function webSocketConstructor(injected: WebSocketConstructor | undefined): WebSocketConstructor | null {
  return injected ?? (globalThis.WebSocket as WebSocketConstructor | undefined) ?? null;
}

/** `http://host/base` and a session id as `ws://host/base/ws/{session_id}?v=2`, with the position to resume from where there is one. */
export function socketUrl(baseUrl: URL, sessionId: string, position: { epoch: string; seq: number } | null): string {
  const url = new URL(baseUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/ws/${encodeURIComponent(sessionId)}`;
  url.searchParams.set('v', '2');
  if (position !== null) {
    url.searchParams.set('epoch', position.epoch);
    url.searchParams.set('since', String(position.seq));
  }
  return url.href;
}

/** The address of a REST route under the server's base URL. */
export function restUrl(baseUrl: URL, path: string): string {
  const url = new URL(baseUrl);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}${path}`;
}

function asUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Reads the server's address as a caller gave it; throws `ConnectionFailed` when it can't be one. */
export function parseBaseUrl(url: string): URL {
  const parsed = asUrl(url);
  if (parsed !== null && ['http:', 'https:', 'ws:', 'wss:'].includes(parsed.protocol)) {
    parsed.protocol = parsed.protocol.replace('ws', 'http');
    parsed.search = '';
    parsed.hash = '';
    return parsed;
  }
  throw new ConnectionFailed(`${JSON.stringify(url)} is no address of a server; it should look like http://127.0.0.1:8000`);
}
