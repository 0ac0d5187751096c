/** Bounds of the server's own; those that clients must know too are in `@groundwire/protocol`. */

/** An analysis that runs longer than this ends with `DEADLINE_EXCEEDED`. */
export const ANALYSIS_DEADLINE_MS = 120_000;
/** Analyses that may run at once in the whole process. Each mostly waits, for a model or for its reader. */
export const MAX_RUNNING_ANALYSES = 256;
/** Most bytes of a REST body. */
export const MAX_BODY_BYTES = 256 * 1024;
/** Largest file that the library reads. */
export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024;
