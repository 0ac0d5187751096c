import type { ResumePoint, Note } from './analysis-params.js';
import type { GatheredSources } from './gather-sources.js';

/** All that an answer depends on besides its question: with it, the same writer can go on with an answer in another process. */
export interface FrozenContext extends GatheredSources {
  /** When the sources were ranked, in milliseconds since the Unix epoch: what is recent depends on it, and so does "today". */
  now: number;
  /** Name of the writer. */
  writer: string;
}

const KEY = 'context';
/** Raised when the form of the note changes: a note in another form is as good as none. */
const VERSION = 2;

interface NotedContext extends Omit<FrozenContext, 'statistics'> {
  version: number;
  statistics: { passages: number; passagesWith: Array<[string, number]> } | null;
}

/** To be yielded before the first token: the texts are in it, because a page may say something else when it is read again. */
export function contextNote(context: FrozenContext): Note {
  const { statistics } = context;
  const value: NotedContext = { ...context, version: VERSION, statistics: statistics === null ? null : { passages: statistics.passages, passagesWith: [...statistics.passagesWith] } };
  return { type: 'note', key: KEY, value };
}

/** The context that the run before noted; null when it was cut off before that. */
export function contextOf(resume: ResumePoint | undefined): FrozenContext | null {
  const noted = resume?.notes[KEY] as Partial<NotedContext> | null | undefined;
  if (noted == null || noted.version !== VERSION) return null;
  const { version: _version, statistics, ...context } = noted as NotedContext;
  return { ...context, statistics: statistics === null ? null : { passages: statistics.passages, passagesWith: new Map(statistics.passagesWith) } };
}
