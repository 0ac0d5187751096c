import { z } from 'zod';

/** What a session id may look like. A socket whose id does not match is refused with 400 before the upgrade. */
export const SESSION_ID_PATTERN = /^[A-Za-z0-9._:-]{1,128}$/;

export const sessionIdSchema = z
  .string()
  .regex(SESSION_ID_PATTERN, 'session_id must be 1 to 128 characters out of letters, digits, ".", "_", ":" and "-"');

/** ISO 8601 instant in UTC, as `2025-09-28T12:00:00.000Z`. */
export const timestampSchema = z.string();

/** Day (`2025-09-01`) or instant in ISO 8601; null where the source does not say. Never guessed. */
export const publishedAtSchema = z.string().nullable();
