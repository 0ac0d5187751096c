import { useEffect, useState } from 'react';
import type { LinkState } from '../server.js';

interface ConnectionNoteProps {
  link: LinkState;
  fault: string | null;
  /** An answer is awaited, or what was asked before. */
  awaited: boolean;
}

/** Most breaks are over before anyone would have read of them. */
const PATIENCE_MS = 1200;

/** How the connection stands, where that matters: something is awaited, and it has been gone for a while. */
export function ConnectionNote({ link, fault, awaited }: ConnectionNoteProps) {
  const [late, setLate] = useState(false);
  const broken = awaited && (link === 'waiting' || link === 'opening');
  useEffect(() => {
    if (!broken) return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [broken]);
  if (link === 'over' && fault !== null && awaited) return <p className="connection">{fault}</p>;
  return broken && late ? <p className="connection">There is no connection to the server. Nothing is lost; it goes on as soon as the server answers.</p> : null;
}
