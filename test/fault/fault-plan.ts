import { seededRandom } from '../../bench/synthetic-corpus.js';

/** Who asks: the SDK, a program of a few lines that resumes by cursor, one that knows only the base protocol, a reader of the event stream. */
export const CLIENT_KINDS = ['sdk', 'numbered', 'base', 'events'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** How a connection breaks. `half-open`: nothing passes any more in either direction, and nobody is told. `stall`: nothing passes for a while. */
export const FAULT_KINDS = ['fin', 'rst', 'half-open', 'stall'] as const;

export interface Fault {
  kind: (typeof FAULT_KINDS)[number];
  /** Bytes from the server that the connection lets pass before. */
  afterBytes: number;
  /** For `stall`. */
  ms: number;
}

export interface PlannedAnswer {
  number: number;
  client: ClientKind;
  /** Answers may share a session where their clients can tell them apart. */
  session_id: string;
  question: string;
  writer: 'extractive' | 'model';
  /** One for each connection that the client makes for the answer, in order; later connections hold. */
  faults: Fault[];
  /** Seed of the client's own choices. */
  seed: number;
}

/** Bytes of a short answer on the wire, about. */
const ANSWER_BYTES = 14_000;
const MOST_FAULTS = 4;
const MODEL_SHARE = 0.4;
const SHARED_SHARE = 0.3;
/** Half-open connections cost the time that a client takes to notice. */
const FAULT_WEIGHTS: ReadonlyArray<readonly [Fault['kind'], number]> = [['fin', 0.35], ['rst', 0.35], ['half-open', 0.12], ['stall', 0.18]];

/** What is asked, by whom, and how its connections break. The same seed gives the same plan. */
export function planAnswers(count: number, seed: number, questions: readonly string[]): PlannedAnswer[] {
  const random = seededRandom(seed);
  const plans: PlannedAnswer[] = [];
  for (let number = 0; number < count; number += 1) {
    const client = CLIENT_KINDS[Math.floor(random() * CLIENT_KINDS.length)] as ClientKind;
    const previous = plans.at(-1);
    const shares = random() < SHARED_SHARE && previous !== undefined && numbers(client) && numbers(previous.client) && plans.at(-2)?.session_id !== previous.session_id;
    plans.push({
      number,
      client,
      session_id: shares ? previous.session_id : `fault-${seed}-${number}`,
      question: questions[Math.floor(random() * questions.length)] as string,
      writer: random() < MODEL_SHARE ? 'model' : 'extractive',
      faults: Array.from({ length: Math.floor(random() * (MOST_FAULTS + 1)) }, () => fault(random)),
      seed: Math.floor(random() * 2 ** 31),
    });
  }
  return plans;
}

/** Clients that see which analysis a frame belongs to, by what they asked. */
function numbers(client: ClientKind): boolean {
  return client === 'sdk' || client === 'numbered';
}

function fault(random: () => number): Fault {
  let rest = random();
  const kind = FAULT_WEIGHTS.find(([, weight]) => (rest -= weight) < 0)?.[0] ?? 'fin';
  // A tenth breaks before the first byte: the question may or may not have arrived.
  const afterBytes = random() < 0.1 ? 0 : Math.floor(random() * ANSWER_BYTES);
  return { kind, afterBytes, ms: 200 + Math.floor(random() * 1_800) };
}
