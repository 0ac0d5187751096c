/**
 * The page's only way to the server: the one file that touches the client. The address is where the page itself was served
 * from, also under a path of a proxy.
 */
import { createClient } from '@groundwire/client';
import { rootOf } from './shell/route.js';

export { AnalysisFailed } from '@groundwire/client';
export type { AnswerStream, FinalAnswer, LinkState, Session, SettledClaims, SourceFrame } from '@groundwire/client';

export const ROOT = rootOf(location.pathname);
export const server = createClient({ url: new URL(ROOT, location.href).href });
