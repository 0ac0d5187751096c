/**
 * OpenAI-compatible servers differ in which optional fields of a request they take, and say so only by refusing it.
 * This is what one of them is known to take. Pure.
 */
export interface RequestDialect {
  readonly streamOptions: boolean;
  readonly temperature: boolean;
  readonly tokenLimit: 'max_tokens' | 'max_completion_tokens';
}

/** Most times one call is put in other words: once for each difference. */
export const MAX_REWORDINGS = 3;

/** The dialect to try after a refusal (400 or 422) whose body names a field; null when it names none that can be changed. */
export function rewordAfterRefusal(dialect: RequestDialect, refusal: string): RequestDialect | null {
  if (dialect.streamOptions && /stream_options|include_usage/i.test(refusal)) return { ...dialect, streamOptions: false };
  if (/max_completion_tokens/i.test(refusal)) return { ...dialect, tokenLimit: dialect.tokenLimit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens' };
  if (dialect.temperature && /temperature/i.test(refusal)) return { ...dialect, temperature: false };
  return null;
}
