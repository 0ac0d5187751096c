import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Whoever is this near to the end is reading along. */
const NEAR_PX = 64;

const distanceToEnd = () => document.documentElement.scrollHeight - innerHeight - scrollY;

/**
 * Keeps the end of the page in view while an answer grows, for as long as the reader is there: scrolling up lets go at its first step,
 * coming back near the end takes hold again. What is added below a complete answer moves nothing. `grown` is anything that changes whenever
 * the page may have grown.
 */
export function usePinnedEnd(grown: unknown, growing: boolean): { pinned: boolean; goToEnd: () => void } {
  const pinnedRef = useRef(true);
  const last = useRef({ top: 0, height: 0 });
  const [pinned, setPinned] = useState(true);
  const set = useCallback((value: boolean) => {
    pinnedRef.current = value;
    setPinned(value);
  }, []);
  useEffect(() => {
    const look = () => {
      const { top, height } = last.current;
      last.current = { top: scrollY, height: document.documentElement.scrollHeight };
      // A page that became shorter, or springs back from beyond its end, was not scrolled by anyone.
      const up = scrollY < top && last.current.height >= height && distanceToEnd() > 1;
      if (up) set(false);
      else if (scrollY > top && distanceToEnd() <= NEAR_PX) set(true);
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
    const frame = requestAnimationFrame(() => {
      if (pinnedRef.current) scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
    });
    return () => cancelAnimationFrame(frame);
  }, [grown, growing]);
  return { pinned, goToEnd };
}
