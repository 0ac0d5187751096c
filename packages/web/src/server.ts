/**
 * The page's only way to the server: the one file that touches the client. The address is where the page itself was served
 * from, also under a path of a proxy.
 */
import { createClient } from '@groundwire/client';
import { rootOf } from './shell/route.js';

export { AnalysisFailed } from '@groundwire/client';
export type { AnswerStream, FinalAnswer, LinkState, Session, SettledClaims, SourceFrame } from '@groundwire/client';

export const ROOT = rootOf(location.pathname);
/** A page has a reader who sees that it waits, and can stop that: it never gives up by itself, and looks often enough to be worth watching. */
const PATIENT = { firstConnectMs: Number.POSITIVE_INFINITY, reconnectTries: Number.POSITIVE_INFINITY, maxReconnectDelayMs: 4000 };
export const server = createClient({ url: new URL(ROOT, location.href).href, timing: PATIENT });
