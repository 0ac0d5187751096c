import type { ReadClaim } from '../answer/read-claims.js';

/** What stands beside the answers. `turn` is the key of the turn that it belongs to. */
export type PanelContent = { kind: 'source'; turn: string; number: number; claim: ReadClaim | null } | { kind: 'unsupported'; turn: string };
