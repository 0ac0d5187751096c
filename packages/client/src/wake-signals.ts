interface EventSource {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

/**
 * Calls back when the device has a network again or the page is looked at again: the moments at which waiting any longer
 * makes no sense, and at which a socket may be dead without anybody having noticed. Gives the way to stop. Where the runtime
 * has no such events (Node) it does nothing.
 */
export function onWake(wake: () => void): () => void {
  const page = globalThis.document as Document | undefined;
  const onVisible = () => page?.visibilityState === 'visible' && wake();
  const places: Array<[source: EventSource | undefined, type: string, listener: () => void]> = [
    [typeof globalThis.addEventListener === 'function' ? globalThis : undefined, 'online', wake],
    [page, 'visibilitychange', onVisible],
  ];
  for (const [source, type, listener] of places) source?.addEventListener(type, listener);
  return () => {
    for (const [source, type, listener] of places) source?.removeEventListener(type, listener);
  };
}
