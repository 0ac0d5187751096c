/** Names as `claude-haiku-4-5`, `claude-3-5-sonnet-20241022`, `claude-sonnet-4-20250514`, `claude-2.1`. A part of eight digits is a date. */
const VERSION = /^claude-(?:[a-z]+-)*(\d{1,2})(?:[.-](\d{1,2}))?(?![\d])/i;

/**
 * Whether a model goes on with an answer that the request begins (a last message of the assistant). Anthropic's models do up to
 * version 4.5; newer ones refuse it with status 400, as Anthropic's notes on migrating to Claude 4.6 say. Unknown names count as newer.
 */
export function takesPrefill(model: string): boolean {
  const [, major, minor] = VERSION.exec(model) ?? [];
  if (major === undefined) return false;
  return Number(major) < 4 || (Number(major) === 4 && Number(minor ?? 0) <= 5);
}
