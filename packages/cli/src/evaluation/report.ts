import { z } from 'zod';
import { table } from '../render/table.js';
import type { Figure } from './figures.js';
import type { Judged } from './judge-answer.js';

/** What `--out` writes and `--compare` reads. */
export interface Report {
  version: 1;
  created_at: string;
  /** The file of the questions, and the options that were given. */
  questions_file: string;
  options: Record<string, unknown>;
  /** Who wrote the answers. */
  models: string[];
  figures: Figure[];
  questions: Judged[];
}

const earlierSchema = z.looseObject({
  version: z.literal(1),
  created_at: z.string(),
  models: z.array(z.string()),
  figures: z.array(z.looseObject({ name: z.string(), value: z.number().nullable(), of: z.number() })),
  questions: z.array(z.looseObject({ id: z.string(), question: z.string(), right: z.boolean().nullable(), decided_rightly: z.boolean().nullable() })),
});
export type EarlierReport = z.output<typeof earlierSchema>;

/** Throws an error for the user when the text is no report. */
export function readReport(text: string, file: string): EarlierReport {
  try {
    return earlierSchema.parse(JSON.parse(text));
  } catch (thrown) {
    const why = thrown instanceof z.ZodError ? (thrown.issues[0] === undefined ? '' : `${thrown.issues[0].path.join('.')}: ${thrown.issues[0].message}`) : String(thrown instanceof Error ? thrown.message : thrown);
    throw new Error(`${file} is no report of "groundwire eval --out": ${why}`, { cause: thrown });
  }
}

/** The figures as a table; with an earlier report, its values and the change beside them. Those that nothing tells are left out. */
export function figuresTable(figures: readonly Figure[], earlier: EarlierReport | null): string {
  const columns = [{ title: 'Figure' }, { title: 'Value', align: 'right' as const }, { title: 'Of', align: 'right' as const }];
  const compared = earlier === null ? [] : [{ title: 'Before', align: 'right' as const }, { title: 'Change', align: 'right' as const }];
  const rows = figures
    .filter(({ value }) => value !== null)
    .map((figure) => {
      const before = earlier?.figures.find(({ name }) => name === figure.name)?.value ?? null;
      return [figure.name, shown(figure.value, figure.unit), String(figure.of), shown(before, figure.unit), change(figure, before)];
    });
  return table([...columns, ...compared], rows);
}

/** Questions that an earlier report has too, and whose answer is right now and was not, or the other way round. */
export function turnedQuestions(now: readonly Judged[], earlier: EarlierReport): { same: number; gained: Judged[]; lost: Judged[] } {
  const before = new Map(earlier.questions.map((item) => [item.id, item]));
  const both = now.filter(({ id, question }) => before.get(id)?.question === question);
  const turned = (wanted: boolean) => both.filter((item) => isRight(item) === wanted && isRight(before.get(item.id)) === !wanted);
  return { same: both.length, gained: turned(true), lost: turned(false) };
}

function isRight(item: Pick<Judged, 'right' | 'decided_rightly'> | undefined): boolean | null {
  return item?.right ?? item?.decided_rightly ?? null;
}

function shown(value: number | null, unit: Figure['unit']): string {
  if (value === null) return '–';
  if (unit === 'share') return value.toFixed(3);
  return unit === 'words' ? value.toFixed(0) : `${value.toFixed(2)} s`;
}

function change({ value, better }: Figure, before: number | null): string {
  if (value === null || before === null) return '–';
  const difference = value - before;
  if (Math.abs(difference) < 0.0005) return '=';
  const worse = better !== null && difference > 0 !== (better === 'more');
  return `${difference > 0 ? '+' : '−'}${Math.abs(difference).toFixed(3)}${worse ? ' worse' : ''}`;
}
