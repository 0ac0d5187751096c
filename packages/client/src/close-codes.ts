/** What a client does when the server, or the network, closed its socket. `stop`: another socket would end the same way. */
export type CloseVerdict = 'reconnect' | 'stop';

/** Close codes of RFC 6455 (section 7.4.1) and of its registry, as far as they say what to do next. */
const KNOWN: Readonly<Record<number, CloseVerdict>> = {
  1000: 'stop', // ended on purpose
  1001: 'reconnect', // going away
  1002: 'stop', // protocol error
  1003: 'stop', // data of this kind is not taken
  1005: 'reconnect', // closed without a code
  1006: 'reconnect', // broken without a closing handshake
  1007: 'stop', // not UTF-8
  1008: 'stop', // policy: origin, rights
  1009: 'stop', // message too large
  1010: 'stop', // extension missing
  1011: 'reconnect', // internal error
  1012: 'reconnect', // restart
  1013: 'reconnect', // overload
  1014: 'reconnect', // bad gateway
  1015: 'reconnect', // TLS failed
};

/** Total over all numbers. 4000 to 4499 are this protocol's reconnectable codes, 4500 to 4999 its final ones; what nobody defined is worth another try. */
export function judgeClose(code: number): CloseVerdict {
  if (code >= 4500 && code <= 4999) return 'stop';
  return KNOWN[code] ?? 'reconnect';
}

/** Seconds that the reason of a close asks to wait (`retry_after=5`), or null. */
export function retryAfterOf(reason: string): number | null {
  const seconds = /retry_after\D{0,3}(\d{1,4})/.exec(reason)?.[1];
  return seconds === undefined ? null : Number(seconds);
}
