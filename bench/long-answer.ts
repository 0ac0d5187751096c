const PARAGRAPH = 'The **lighthouse** of Kestrel was built in 1871 by *Aldous Fenwick* [1], stands 34 metres tall, and was lit with `whale oil` until 1926 [1]. ';
const LIST = '- Three keepers served for six weeks each [1].\n- The last one left in **1983** [1].\n- The fog horn sounds every 45 seconds [1].\n\n';
const TABLE = '| Year | What happened | Source |\n|---|---|---|\n| 1871 | built | [1] |\n| 1926 | electric lamp | [1] |\n| 1997 | storm | [2] |\n\n';
const CODE = '```js\nconst height = 34;\nfor (let year = 1871; year < 1926; year += 1) light(height);\n```\n\n';
const LENGTH = 8300;

/** An answer of about 8 KB with everything that answers have, in so many tokens of about equal length. */
export function longAnswer(tokens: number): string[] {
  let text = '';
  for (let part = 1; text.length < LENGTH; part += 1) text += `## Part ${part}\n\n${PARAGRAPH.repeat(3)}\n\n${LIST}${TABLE}${CODE}`;
  text = text.slice(0, LENGTH);
  return Array.from({ length: tokens }, (_, index) => text.slice(Math.round((index * text.length) / tokens), Math.round(((index + 1) * text.length) / tokens)));
}
