import { z } from 'zod';
import { analysisParametersSchema, querySchema } from './parameters.js';

/** What a client may send on a socket. Besides these, the bare text `ping` is answered with the bare text `pong`. */

/** Starts an analysis. A repeat with the same `client_request_id` starts nothing new. */
export const queryCommandSchema = z.looseObject({
  type: z.literal('query'),
  query: querySchema,
  parameters: analysisParametersSchema.optional(),
  client_request_id: z.string().min(1).max(200).optional(),
});
export const cancelCommandSchema = z.looseObject({ type: z.literal('cancel'), analysis_id: z.string().min(1).max(200) });
/** v2: sets this socket's cursor. `since_seq` is the last seq that the client has applied, 0 for none. Also `?epoch=…&since=…` at the upgrade. */
export const resumeCommandSchema = z.looseObject({ type: z.literal('resume'), epoch: z.string().min(1).max(200), since_seq: z.int().min(0) });
export const pongCommandSchema = z.looseObject({ type: z.literal('pong') });
export const pingCommandSchema = z.looseObject({ type: z.literal('ping') });

export const commandSchema = z.discriminatedUnion('type', [
  queryCommandSchema,
  cancelCommandSchema,
  resumeCommandSchema,
  pongCommandSchema,
  pingCommandSchema,
]);
export type Command = z.infer<typeof commandSchema>;
export type QueryCommand = z.infer<typeof queryCommandSchema>;
