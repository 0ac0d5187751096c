/** Where the connection of a session stands. */
export type LinkState =
  /** Nothing is open, nothing is wanted. */
  | 'idle'
  /** A socket is being opened, or the server has not introduced itself yet. */
  | 'opening'
  /** What was missed is being delivered. */
  | 'catching_up'
  | 'live'
  /** Until the next try. */
  | 'waiting'
  /** It won't be restored. */
  | 'over';

export type LinkEvent =
  | 'start'
  /** The server introduced itself, and nothing was missed. */
  | 'established'
  /** The server introduced itself and delivers from the cursor, or the cursor failed and it delivers snapshots. */
  | 'resuming'
  | 'caught_up'
  /** The connection broke, or could not be opened; another try may succeed. */
  | 'lost'
  /** No further try. */
  | 'refused'
  /** The wait is over, or the device woke up or found a network. */
  | 'due'
  | 'stop';

const TABLE: Readonly<Record<LinkState, Readonly<Record<LinkEvent, LinkState>>>> = {
  idle: { start: 'opening', established: 'idle', resuming: 'idle', caught_up: 'idle', lost: 'idle', refused: 'idle', due: 'idle', stop: 'idle' },
  opening: { start: 'opening', established: 'live', resuming: 'catching_up', caught_up: 'opening', lost: 'waiting', refused: 'over', due: 'opening', stop: 'idle' },
  catching_up: { start: 'catching_up', established: 'catching_up', resuming: 'catching_up', caught_up: 'live', lost: 'waiting', refused: 'over', due: 'catching_up', stop: 'idle' },
  live: { start: 'live', established: 'live', resuming: 'catching_up', caught_up: 'live', lost: 'waiting', refused: 'over', due: 'live', stop: 'idle' },
  waiting: { start: 'waiting', established: 'waiting', resuming: 'waiting', caught_up: 'waiting', lost: 'waiting', refused: 'over', due: 'opening', stop: 'idle' },
  over: { start: 'opening', established: 'over', resuming: 'over', caught_up: 'over', lost: 'over', refused: 'over', due: 'over', stop: 'idle' },
};

/** The state after an event; total and pure. An event that means nothing in a state changes nothing. */
export function nextLinkState(state: LinkState, event: LinkEvent): LinkState {
  return TABLE[state][event];
}
