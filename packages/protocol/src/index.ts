/**
 * What crosses a process boundary: frames, commands, REST bodies, the error table, and the fold that turns frames into
 * an answer. No I/O and no clock. Depends on zod only.
 */
export * from './citation.js';
export * from './codec.js';
export * from './commands.js';
export * from './error-codes.js';
export * from './fold-frames.js';
export * from './frames.js';
export * from './ids.js';
export * from './json-schema.js';
export * from './library-bodies.js';
export * from './library-rules.js';
export * from './limits.js';
export * from './parameters.js';
export * from './rest.js';
