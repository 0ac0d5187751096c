/** Careful reading of JSON that a stranger sent: own keys only, and the expected type or nothing. */

export function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under an own key, or undefined. */
export function field(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function stringField(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** A count: a finite number that is not negative, rounded down. */
export function countField(value: unknown, name: string): number | null {
  const found = field(value, name);
  return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? Math.floor(found) : null;
}

/** The first element of the list under a key. */
export function firstOf(value: unknown, name: string): unknown {
  const found = field(value, name);
  return Array.isArray(found) ? (found as unknown[])[0] : undefined;
}
