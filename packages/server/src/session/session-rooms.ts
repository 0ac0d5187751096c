import { SessionRoom, type SessionRoomOptions } from './session-room.js';

/** The rooms of all sessions that somebody follows, or in which something runs, in this process. */
export class SessionRooms {
  readonly #rooms = new Map<string, SessionRoom>();
  readonly #options: Omit<SessionRoomOptions, 'onOrphaned'>;
  readonly #onOrphaned: (sessionId: string) => void;

  constructor(options: Omit<SessionRoomOptions, 'onOrphaned'>, onOrphaned: (sessionId: string) => void) {
    this.#options = options;
    this.#onOrphaned = onOrphaned;
  }

  /** The room of a session, made if need be. Whoever asks for it puts something into it, or calls `release`. */
  room(sessionId: string): SessionRoom {
    const room = this.#rooms.get(sessionId) ?? new SessionRoom({ ...this.#options, onOrphaned: () => this.#onOrphaned(sessionId) });
    this.#rooms.set(sessionId, room);
    return room;
  }

  find(sessionId: string): SessionRoom | undefined {
    return this.#rooms.get(sessionId);
  }

  /** To be called when something left the room: one that is empty goes. */
  release(sessionId: string, room: SessionRoom): void {
    if (room.empty && this.#rooms.get(sessionId) === room) this.#rooms.delete(sessionId);
  }

  /** Follows a session otherwise than by a socket. Gives the way to leave. */
  attend(sessionId: string): () => void {
    const room = this.room(sessionId);
    const leave = room.attend();
    return () => {
      leave();
      this.release(sessionId, room);
    };
  }

  /** Of all rooms, or of one session's. */
  counts(sessionId?: string): { sockets: number; analyses: number } {
    const rooms = sessionId === undefined ? this.all() : [this.#rooms.get(sessionId)].filter((room) => room !== undefined);
    return {
      sockets: rooms.reduce((sum, room) => sum + room.attachments.size, 0),
      analyses: rooms.reduce((sum, room) => sum + room.running, 0),
    };
  }

  all(): SessionRoom[] {
    return [...this.#rooms.values()];
  }
}
