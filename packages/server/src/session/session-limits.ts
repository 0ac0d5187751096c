/** Bounds of one socket and one run that no client needs to know beforehand. */

/** Beyond so many queued bytes a socket gets nothing more … */
export const SOCKET_HIGH_WATER_BYTES = 256 * 1024;
/** … until fewer than so many are left. */
export const SOCKET_LOW_WATER_BYTES = 64 * 1024;
/** How often a full socket is looked at: `ws` has no drain event. */
export const DRAIN_CHECK_MS = 50;
/** A socket that stays full for so long is closed with `CLOSE_SLOW_CONSUMER`. */
export const BLOCKED_LIMIT_MS = 60_000;
/** A closing handshake that the peer does not answer is cut short after so long: it waits behind the very queue that is stuck. */
export const CLOSE_GRACE_MS = 2_000;
/** Frames that are read from the log at once. */
export const READ_BATCH = 256;

/** A client may send so many messages a second … */
export const CLIENT_MESSAGES_PER_SECOND = 20;
/** … and so many at once after a pause. What is beyond is ignored. */
export const CLIENT_MESSAGE_BURST = 60;
/** After so many ignored messages in a row the socket is closed with `CLOSE_FLOOD`. */
export const FLOOD_LIMIT = 1_000;

/** An engine that was told to stop has so long to end by itself. */
export const ABORT_GRACE_MS = 2_000;
/** An append that takes longer than this counts as failed. */
export const APPEND_LIMIT_MS = 60_000;
/** How often the end of an analysis is offered again to a log that could not take it. */
export const END_RETRY_MS = 1_000;
/** A call to the store of analyses that takes longer than this is no longer waited for. */
export const STORE_LIMIT_MS = 2_000;
/** Frame bodies that may wait for the log before the engine is made to wait too. */
export const MAX_PENDING_BODIES = 1_024;
/** A repeat of a `client_request_id` within this time starts nothing new. */
export const REQUEST_MEMORY_MS = 24 * 3_600_000;
/** Starts that are remembered for it. */
export const MAX_REMEMBERED_STARTS = 20_000;
/** An owner renews its leases this often; the log lets a lease run out after several missed beats. */
export const RENEW_MS = 1_500;
/** How often it is looked whether another process asks to cancel what runs here. */
export const CANCEL_CHECK_MS = 500;
/** A call to the log about leases that takes longer than this is no longer waited for. */
export const LEASE_CALL_LIMIT_MS = 5_000;
/** How often is looked for analyses whose process is gone; each time up to a fifth earlier or later, so that processes don't look in step. */
export const TAKEOVER_SWEEP_MS = 1_000;
/** An analysis is given up when so many takeovers in a row brought nothing new … */
export const MAX_VAIN_TAKEOVERS = 2;
/** … and after so many attempts in all. */
export const MAX_ATTEMPTS = 12;
/** An analysis that nobody follows for so long ends with `ABANDONED`. */
export const ORPHAN_MS = 15 * 60_000;
/** How long what runs may go on when the server stops, before it is handed over. */
export const DRAIN_MS = 10_000;
/** How long to wait for an analysis that runs elsewhere to end after its cancel was asked for. */
export const CANCEL_WAIT_MS = 3_000;
/** How often the end of an analysis is looked for besides the doorbell, which may get lost between processes. */
export const END_POLL_MS = 1_000;
/** What clients are told about when to come back to a server that stops. */
export const RECONNECT_IN_MS = 1_000;

/** Earlier turns of the session that a follow-up question is read with. */
export const FOLLOW_UP_TURNS = 4;

/** Reconnect: the server restarts. */
export const CLOSE_RESTART = 1012;
export const CLOSE_UNSUPPORTED = 1003;
export const CLOSE_INTERNAL_ERROR = 1011;
export const CLOSE_TRY_LATER = 1013;
/** Reconnect: what was missed is delivered again. */
export const CLOSE_SLOW_CONSUMER = 4008;
/** Do not reconnect as before: the client is broken. */
export const CLOSE_FLOOD = 4501;
