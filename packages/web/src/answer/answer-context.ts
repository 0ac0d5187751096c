import type { Citation } from '@groundwire/protocol';
import { createContext, useContext } from 'react';
import type { ReadClaim } from './read-claims.js';

/** What the pieces of one answer need to know of the whole. */
export interface AnswerContextValue {
  /** It is all there, and its claims and citations are. */
  complete: boolean;
  citations: ReadonlyMap<number, Citation>;
  claims: readonly ReadClaim[];
  /** Addresses that the answer may link to: those of its own sources. */
  ownAddresses: ReadonlySet<string>;
  /** Shows a source beside the answer, at the quote that the claim rests on. */
  openSource: (number: number, claim: ReadClaim | null) => void;
}

const NOTHING: AnswerContextValue = { complete: false, citations: new Map(), claims: [], ownAddresses: new Set(), openSource: () => undefined };
const AnswerContext = createContext<AnswerContextValue>(NOTHING);

export const AnswerProvider = AnswerContext.Provider;

export function useAnswer(): AnswerContextValue {
  return useContext(AnswerContext);
}
