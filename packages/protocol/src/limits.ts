/** Sizes and times that both ends of the wire agree on. */

/** Longest question, in characters (Unicode code points). The API that was there before streaming had this limit. */
export const MAX_QUERY_LENGTH = 500;
/** Largest inbound WebSocket message; a larger one closes the socket with 1009. */
export const MAX_INBOUND_FRAME_BYTES = 64 * 1024;
/** Time between two heartbeats on one socket. */
export const PING_INTERVAL_MS = 30_000;
/** A socket from which nothing arrived for this long is ended. */
export const SILENCE_LIMIT_MS = 75_000;
/** An analysis that ended this recently, and whose end no socket has received, is delivered to a base socket that opens late. */
export const LATE_DELIVERY_MS = 120_000;
/** At most this many `analysis_progress` frames a second and session. */
export const PROGRESS_FRAMES_PER_SECOND = 10;
/** Analyses that may run at once in one session; one more is refused with `TOO_MANY_ANALYSES`. */
export const MAX_ANALYSES_PER_SESSION = 4;
/** Sockets that may be open at once on one session. */
export const MAX_SOCKETS_PER_SESSION = 16;
/** Most URLs that `/research` lists. */
export const MAX_SOURCES_DISPLAY = 10;
/** Most pages that one question may name. */
export const MAX_NAMED_URLS = 10;
/** Longest address of such a page. */
export const MAX_URL_LENGTH = 2_048;
