/** A place in a session's log: all up to and including `since_seq` is known to the client, 0 for nothing. Means something only with its epoch. */
export interface Cursor {
  epoch: string;
  since_seq: number;
}

/** What a socket asked for when it opened. Version 1 is the base protocol; a cursor is for version 2 alone. */
export interface SocketWish {
  version: 1 | 2;
  cursor?: Cursor | undefined;
}

export const BASE_SOCKET: SocketWish = { version: 1 };
