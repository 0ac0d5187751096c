/** Characters that show nothing, among them the tag characters that can hold a hidden text (Unicode default-ignorables), and controls. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}]|[^\P{Cc}\n\t]/gu;
/** One of the two joiners that scripts such as Persian and emoji sequences need, alone between two signs that are not ASCII. */
const NEEDED_JOINER = /(?<=[\p{L}\p{M}\p{So}](?<!\p{ASCII}))[\u200C\u200D](?=[\p{L}\p{M}\p{So}](?<!\p{ASCII}))/uy;

/** What a reader can see of a stranger's text; line breaks as `\n`. Pure. */
export function visibleText(text: string): string {
  if (/^[\n\t\x20-\x7e]*$/.test(text)) return text;
  const lines = text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/\p{Cs}/gu, '\uFFFD');
  return lines.replace(INVISIBLE, (sign, offset: number) => (isNeeded(lines, offset) ? sign : ''));
}

function isNeeded(text: string, offset: number): boolean {
  NEEDED_JOINER.lastIndex = offset;
  return NEEDED_JOINER.test(text);
}
