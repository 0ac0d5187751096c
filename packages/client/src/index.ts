/**
 * The client of Groundwire for browsers and Node. It owns the connection: opening, heartbeat, reconnecting, resuming, dropping
 * what arrives twice, and turning frames into words and one final answer. It must not know how an answer is shown, and it must
 * not import anything of the protocol but types and the fold, so that it stays small in a browser. The command line and
 * the web page are built on it.
 */
export { createClient, type AskOptions, type Client, type ClientOptions } from './client.js';
export { Session, type SessionAskOptions, type SessionEvents } from './session.js';
export type { LibraryClient, UploadOptions } from './library.js';
export type { HistoryOptions, Records } from './records.js';
export type { Timing } from './timing.js';
export type { LinkState } from './link-state.js';
export type { AnswerEvents, AnswerStream, FinalAnswer, SettledClaims } from './answer-stream.js';
export type { SourceFrame } from './pending-analysis.js';
export type { WebSocketConstructor, WebSocketLike } from './web-socket.js';
export { AnalysisFailed, AnswerReplaced, ConnectionFailed, ConnectionLost, ProtocolMismatch, RequestRefused } from './errors.js';
