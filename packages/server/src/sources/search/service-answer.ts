import { z } from 'zod';
import { malformed, type NamedService } from './search-failure.js';

type Named = Pick<NamedService, 'title' | 'urlVariable'>;

/** The body of an answer as JSON of the given shape; throws a `malformed` failure that says what is wrong in general words. */
export function parseAnswer<Shape extends z.ZodType>(service: Named, shape: Shape, body: string): z.infer<Shape> {
  const value = parseJson(body);
  if (value === undefined) throw malformed(service, looksLikeHtml(body) ? 'it is a web page' : body.trim() === '' ? 'it is empty' : 'it is not JSON');
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw malformed(service, `the part "${parsed.error.issues[0]?.path.map(String).join('.') || 'whole'}" is missing or of another kind`);
  return parsed.data;
}

/** Those elements that have the shape; a malformed one costs itself only. */
export function itemsOf<Shape extends z.ZodType>(shape: Shape, items: readonly unknown[]): Array<z.infer<Shape>> {
  return items.flatMap((item) => {
    const parsed = shape.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

/** A field that may be missing, null, or of a kind that is of no use: then it is undefined, and the rest of the item stands. */
export const optionalText = z.string().optional().catch(undefined);
export const optionalNumber = z.number().optional().catch(undefined);
export const optionalList = z.array(z.unknown()).optional().catch(undefined);

export function looksLikeHtml(body: string): boolean {
  return /^\s*(?:<!doctype html|<html|<head|<body|<!--)/i.test(body);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
