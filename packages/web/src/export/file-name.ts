const MOST_CHARACTERS = 60;

/** What a file about a question is called: the words of the question, as many as fit, in a form that every file system takes. Pure. */
export function fileName(question: string, ending: string): string {
  const words = question.normalize('NFC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let name = '';
  for (const word of words) {
    const longer = name === '' ? [...word].slice(0, MOST_CHARACTERS).join('') : `${name}-${word}`;
    if (longer.length > MOST_CHARACTERS) break;
    name = longer;
  }
  return `${name === '' ? 'answer' : name}.${ending}`;
}
