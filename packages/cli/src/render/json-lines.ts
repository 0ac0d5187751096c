/**
 * A value as one line of JSON, newline included. `JSON.stringify` leaves DEL and the C1 control characters as they are;
 * a terminal would obey them, so they are written as escapes, which parse back to the same text.
 */
export function jsonLine(value: unknown): string {
  const escaped = JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${escaped}\n`;
}
