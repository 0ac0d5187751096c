import { type AnswerStream, type LinkState, type Session, server } from '../server.js';
import { endOf } from './end-of.js';
import { pastTurn } from './past-turn.js';
import { newTurn, nextTurn, type Turn, type TurnEvent } from './turn.js';

export interface Chat {
  turns: readonly Turn[];
  /** Earlier turns are still being fetched. */
  loading: boolean;
  link: LinkState;
  /** Why the session can't be followed. */
  fault: string | null;
}

/**
 * Tokens come faster than anyone reads: so often is what came shown, in a task of its own, which leaves the browser's next frame
 * to layout and paint.
 */
const SHOWN_EVERY_MS = 32;
/** Key of the turn that a new session begins with. */
const FIRST = 'turn_1';

/**
 * One session as the page shows it. Owns the connection of the session and turns what arrives into turns; draws nothing. Made
 * by `use-chat.ts`, which closes it.
 */
export class ChatStore {
  #chat: Chat = { turns: [], loading: true, link: 'idle', fault: null };
  readonly #session: Session;
  readonly #listeners = new Set<() => void>();
  /** Those that run, by the key of their turn. */
  readonly #running = new Map<string, AnswerStream>();
  readonly #followed = new Map<AnswerStream, string>();
  #publishing = false;

  /** `question` is asked at once; the session is new then, and has no history. */
  constructor(session_id: string, question: string | null) {
    this.#session = server.session(session_id);
    this.#session.on('state', (link) => this.#change({ link }));
    this.#session.on('lost', (error) => this.#change({ fault: error.message }));
    this.#session.on('analysis', (stream) => this.#follow(stream));
    // The session's log begins anew: perhaps because somebody has deleted the session.
    this.#session.on('frame', ({ type }) => type === 'resume_failed' && void this.#dropDeleted(session_id));
    if (question === null) {
      void this.#load(session_id);
      return;
    }
    this.#chat = { ...this.#chat, loading: false };
    this.ask(question);
    // What other tabs ask in the session shows up here too, once this answer is there.
    const listen = () => void this.#session.resume().catch(() => undefined);
    void this.#running.get(FIRST)?.done.then(listen, listen);
  }

  get chat(): Chat {
    return this.#chat;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `replaced` is the analysis that the question is asked in place of: it is context for nothing more. */
  ask(question: string, replaced: string | null = null): void {
    const follow_up = this.#chat.turns.length > 0;
    const parameters = { follow_up, ...(replaced === null ? {} : { replaces: replaced }) };
    this.#follow(this.#session.ask(question, follow_up ? { parameters } : {}));
  }

  /** Ends what runs; the text so far stays. */
  stop(): void {
    for (const stream of this.#running.values()) stream.cancel();
  }

  close(): void {
    this.#listeners.clear();
    this.#session.close();
  }

  /** What the log still holds comes as streams, from the first word; what it has folded away is in the history. */
  async #load(session_id: string): Promise<void> {
    const [streams, past] = await Promise.all([this.#session.resume().catch(() => []), server.history({ session_id, limit: 100 }).catch(() => null)]);
    for (const stream of streams) this.#follow(stream);
    const streamed = new Set([...this.#followed.keys()].map(({ analysis_id }) => analysis_id));
    const entries = (past?.analyses ?? []).toReversed();
    const missing = entries.filter(({ analysis_id }) => !streamed.has(analysis_id));
    const results = await Promise.all(missing.map(({ analysis_id }) => server.analysis(analysis_id).catch(() => null)));
    const turns = results.flatMap((result) => (result === null ? [] : (pastTurn(result) ?? [])));
    this.#change({ loading: false, turns: [...turns, ...this.#chat.turns] });
    for (const [stream, key] of this.#followed) {
      const asked = entries.find(({ analysis_id }) => analysis_id === stream.analysis_id)?.query_text;
      if (stream.question === null && asked !== undefined) this.#tell(key, { type: 'question', question: asked });
    }
  }

  /** Takes away the answers that the server no longer has. */
  async #dropDeleted(session_id: string): Promise<void> {
    const past = await server.history({ session_id, limit: 100 }).catch(() => null);
    if (past === null || past.has_more) return;
    const known = new Set(past.analyses.map(({ analysis_id }) => analysis_id));
    this.#change({ turns: this.#chat.turns.filter(({ status, analysis_id }) => status === 'running' || analysis_id === null || known.has(analysis_id)) });
  }

  #follow(stream: AnswerStream): void {
    if (this.#isKnown(stream)) return;
    const key = `turn_${this.#followed.size + 1}`;
    this.#followed.set(stream, key);
    this.#running.set(key, stream);
    this.#change({ turns: [...this.#chat.turns, newTurn(key, stream.question ?? '')] });
    const tell = (event: TurnEvent) => this.#tell(key, event);
    if (stream.text !== '') tell({ type: 'token', content: stream.text });
    tell({ type: 'claims', settled: stream.settled });
    const stops = [
      stream.on('token', (content) => tell({ type: 'token', content })),
      stream.on('replaced', (text) => tell({ type: 'replaced', text })),
      stream.on('progress', (frame) => tell({ type: 'progress', frame })),
      stream.on('source', (frame) => tell({ type: 'source', frame })),
      stream.on('claims', (settled) => tell({ type: 'claims', settled })),
    ];
    const end = (event: TurnEvent) => {
      for (const stop of stops) stop();
      this.#running.delete(key);
      tell(event);
    };
    stream.done.then((final) => end({ type: 'done', final }), (thrown: unknown) => end(endOf(thrown)));
  }

  /** The session delivers an analysis anew when it is resumed. */
  #isKnown(stream: AnswerStream): boolean {
    const { analysis_id } = stream;
    return [...this.#followed.keys()].some((known) => known === stream || (analysis_id !== null && known.analysis_id === analysis_id));
  }

  #tell(key: string, event: TurnEvent): void {
    this.#change({ turns: this.#chat.turns.map((turn) => (turn.key === key ? nextTurn(turn, event) : turn)) });
  }

  #change(change: Partial<Chat>): void {
    this.#chat = { ...this.#chat, ...change };
    if (this.#publishing) return;
    this.#publishing = true;
    setTimeout(() => {
      this.#publishing = false;
      for (const listener of this.#listeners) listener();
    }, SHOWN_EVERY_MS);
  }
}
