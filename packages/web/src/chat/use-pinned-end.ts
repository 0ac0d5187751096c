import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Whoever is this near to the end is reading along. */
const NEAR_PX = 64;

const distanceToEnd = () => document.documentElement.scrollHeight - innerHeight - scrollY;

/**
 * Keeps the end of the page in view while an answer grows, for as long as the reader is there: scrolling up lets go, coming back to
 * the end takes hold again. What is added below a complete answer moves nothing. `grown` is anything that changes whenever
 * the page may have grown.
 */
export function usePinnedEnd(grown: unknown, growing: boolean): { pinned: boolean; goToEnd: () => void } {
  const pinnedRef = useRef(true);
  const lastTop = useRef(0);
  const [pinned, setPinned] = useState(true);
  const set = useCallback((value: boolean) => {
    pinnedRef.current = value;
    setPinned(value);
  }, []);
  useEffect(() => {
    const look = () => {
      const up = scrollY < lastTop.current;
      lastTop.current = scrollY;
      if (distanceToEnd() <= NEAR_PX) set(true);
      else if (up) set(false);
    };
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, [set]);
  const goToEnd = useCallback(() => {
    set(true);
    scrollTo({ top: document.documentElement.scrollHeight });
  }, [set]);
  useLayoutEffect(() => {
    if (!growing || !pinnedRef.current) return;
    // In the frame that shows what has grown, where the layout is made anyway.
    const frame = requestAnimationFrame(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));
    return () => cancelAnimationFrame(frame);
  }, [grown, growing]);
  return { pinned, goToEnd };
}
