import { z } from 'zod';
import { type HostilePage, openHostilePage, shownAnswers } from '../../test/e2e/hostile-page.js';
import { readLines } from '../read-lines.js';
import { type EvaluationTask, EvaluationError } from '../task.js';

const itemSchema = z.object({ id: z.string(), payload: z.string() });

/** The answers as users see them, by the id of their payload; made once, for all of the task's items. */
let shown: Promise<{ page: HostilePage; html: Map<string, string> }> | null = null;

/** Attacks in everything that an answer holds: is what the page makes of it free of active content? In the page itself, in a browser. */
export const xss: EvaluationTask = {
  name: 'sec_xss',
  about: 'is what the page shows free of active content?',
  scorer: { file: 'xss_score.py', wantsInputs: false },
  read: (folder) => {
    const payloads = readLines(folder, 'inputs', itemSchema);
    return payloads.map(({ id }) => ({
      id,
      async predict() {
        const { html } = await (shown ??= showAll(payloads));
        const found = html.get(id);
        if (found === undefined) throw new EvaluationError(`The page did not show ${id}.`);
        return { id, html: found };
      },
    }));
  },
  close: async () => {
    await (await shown?.catch(() => null))?.page.close();
    shown = null;
  },
};

async function showAll(payloads: Array<{ id: string; payload: string }>): Promise<{ page: HostilePage; html: Map<string, string> }> {
  const page = await openHostilePage(payloads);
  try {
    return { page, html: await htmlOf(page) };
  } catch (thrown) {
    await page.close();
    throw thrown;
  }
}

async function htmlOf(page: HostilePage): Promise<Map<string, string>> {
  const html = new Map<string, string>();
  for (const session of page.sessions) {
    const { page: tab, offences } = await page.open(`/chat/${session.id}`);
    const answers = await shownAnswers(tab, session.payloads.length);
    session.payloads.forEach(({ id }, index) => html.set(id, answers[index] ?? ''));
    if (offences.length > 0) throw new EvaluationError(`The page did what it must not do: ${offences.join('; ')}`);
    await tab.context().close();
  }
  return html;
}
