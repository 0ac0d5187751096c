/** Escape sequences of terminals (ECMA-48): CSI, OSC and other strings, and two-character ones. */
const SEQUENCES = /\u001b\[[0-?]*[ -/]*[@-~]|\u009b[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0090\u0098\u009c-\u009f]*(?:\u0007|\u001b\\|\u009c)|\u001b[@-_]/g;
/** Control characters but for tab and newline, and characters that reorder or hide text (Unicode TR36, "Trojan Source" CVE-2021-42574). */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * Text from a document or a server, made harmless for a terminal: it can't move the cursor, change the title, or hide
 * words. Works piece by piece too: a sequence cut in two loses its first character, and the rest shows as plain text.
 */
export function safeText(text: string): string {
  return text.replace(SEQUENCES, '').replace(CONTROLS, '');
}

/** The same, on one line. */
export function safeLine(text: string): string {
  return safeText(text).replace(/\s+/g, ' ').trim();
}
