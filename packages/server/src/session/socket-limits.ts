/** Bounds of how a socket follows its session's log. */

/** A reader whose doorbell was lost looks by itself after so long while something runs … */
export const SAFETY_POLL_MS = 1_000;
/** … and after so long while nothing does. */
export const IDLE_POLL_MS = 15_000;
/** A log is asked for as many frames at once as probably have so many characters, but never for more than `READ_BATCH`. */
export const REPLAY_BATCH_CHARACTERS = 256 * 1024;
/** Ended analyses are shown as snapshots, newest first, while their texts together stay below so many characters. */
export const SNAPSHOT_CHARACTERS = 1024 * 1024;
/** Messages that a client may send before it was greeted; the greeting waits for the log. */
export const MESSAGES_BEFORE_GREETING = 100;
/** An event stream on which nothing was sent for so long is sent a comment. */
export const EVENT_HEARTBEAT_MS = 15_000;

/** Reconnect: the session's log was begun anew, and cursors into the old one mean nothing. */
export const CLOSE_EPOCH_CHANGED = 4009;
