/** An id that nobody can guess: whoever knows it can read the session. Works without a secure context too, unlike `randomUUID`. */
export function newSessionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
