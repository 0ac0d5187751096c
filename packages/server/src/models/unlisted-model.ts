import { nearestNames } from '../base/nearest-names.js';

const MOST_NAMED = 5;

/**
 * What to say of a model that its server does not list, as a sentence without a full stop; null where it does. `:latest` goes without
 * saying, as Ollama has it, and case does not count. Pure.
 */
export function unlistedModel(model: string, host: string, listed: readonly string[]): string | null {
  const names = new Set(listed.map((name) => name.toLowerCase()));
  const wanted = model.toLowerCase();
  if (names.has(wanted) || names.has(`${wanted}:latest`)) return null;
  if (listed.length === 0) return `${host} answers, but has no model yet: load or pull "${model}" there`;
  const near = nearestNames(model, listed, MOST_NAMED);
  const rest = listed.length - MOST_NAMED;
  const hint = near.length > 0 ? `Set MODEL to one like it: ${near.join(', ')}` : `Set MODEL to one of its own: ${listed.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return `${host} answers, but lists no model "${model}". ${hint}`;
}
