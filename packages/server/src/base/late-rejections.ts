import process from 'node:process';

/**
 * Lets this thread go on where a library lets go of a promise that rejects later, as pdf.js does with damaged files: it would end, and the
 * next document with it. For threads that have nothing but such work; what is waited for rejects as ever.
 */
export function surviveLateRejections(): void {
  process.on('unhandledRejection', () => {});
}
