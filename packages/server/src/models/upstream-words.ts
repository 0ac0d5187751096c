import { field, isObject, parseJson, stringField } from './json-shape.js';

/**
 * What a model server says about its own faults, made fit for the operator's log. It never goes to a client: no pattern
 * can tell which words of a stranger are harmless. Pure; used by `model-failure.ts`.
 */

/** Longest piece of a foreign error message that is passed on: enough for a short stack trace. */
const MAX_QUOTED = 1_000;
/** What is looked at before it is shortened; more than is passed on, so that a key at the border is seen whole. */
const MAX_LOOKED_AT = 3_000;

/** The name and password of an address, and what is called a password. What stands before them stays. */
const NAMED_SECRETS = [
  /(?<=:\/\/)[^\s/"'<>]{1,300}@/gu,
  /(?<=\b(?:password|passwd|pwd|secret|api[-_]?key|access[-_]?token|auth[-_]?token)["']?[ ]?[:=][ ]?["']?)[^\s"',;&]+/giu,
];
/** Runs that look like credentials: the known prefixes of keys, bearer values, and long runs that mix letters and digits. */
const KEY_LIKE = [
  /\bbearer\s+[^\s"',;]+/giu,
  /(?<![A-Za-z0-9_-])(?:sk|pk|rk|gsk|xai|hf|ghp|key|token|AIza)[-_]?[A-Za-z0-9_*.-]*[0-9*][A-Za-z0-9_*.-]{4,}/gu,
  /(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{32,}/gu,
];

/** One line of printable text, without anything that looks like a credential, at most 1,000 characters. */
export function cleanForeignText(text: string, secret: string | undefined): string {
  let clean = text.slice(0, MAX_LOOKED_AT).replace(/\p{Cf}+/gu, '');
  if (secret !== undefined && secret.length >= 4) clean = clean.replaceAll(secret, '[key]');
  for (const pattern of NAMED_SECRETS) clean = clean.replace(pattern, (found) => (found.endsWith('@') ? '[key]@' : '[key]'));
  for (const pattern of KEY_LIKE) clean = clean.replace(pattern, '[key]');
  clean = clean.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return clean.length > MAX_QUOTED ? `${clean.slice(0, MAX_QUOTED).trimEnd()}…` : clean;
}

/** The message that an error object holds, in any of the forms that model servers use. */
export function messageOf(error: unknown): string | undefined {
  if (typeof error === 'string') return error;
  const inner = field(error, 'error');
  if (inner !== undefined) return messageOf(inner);
  const detail = field(error, 'detail');
  const first: unknown = Array.isArray(detail) ? detail[0] : detail;
  return stringField(error, 'message') ?? (typeof first === 'string' ? first : stringField(first, 'msg'));
}

/** What the body of an error answer says, cleaned; empty when it says nothing that a reader could use. */
export function wordsOfErrorBody(body: string, secret: string | undefined): string {
  const parsed = parseJson(body);
  if (parsed.ok) return cleanForeignText(messageOf(parsed.value) ?? '', secret);
  if (looksLikeHtml(body)) return '';
  return cleanForeignText(body, secret);
}

export function looksLikeHtml(body: string): boolean {
  return /^\s*(?:<!doctype|<html|<head|<body|<!--|<\?xml)/i.test(body);
}

/** The provider's own name for what went wrong: `error.type` and `error.code`, joined, in lower case. */
export function kindOf(error: unknown): string {
  const inner = field(error, 'error');
  const source = isObject(inner) ? inner : error;
  const code = field(source, 'code');
  return [stringField(source, 'type'), typeof code === 'string' || typeof code === 'number' ? String(code) : undefined]
    .filter((part) => part !== undefined)
    .join(' ')
    .toLowerCase();
}
