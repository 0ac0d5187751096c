/** An id that nobody else has. `crypto.randomUUID` is missing on pages served over plain HTTP from another machine; this is not. */
export function randomId(kind: string): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return `${kind}_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
