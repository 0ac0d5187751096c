/**
 * Where given sentences stand in a text, looking for each behind the one before. White space may differ, and so may the
 * composition of characters: the library's text is NFC. Null for a
 * sentence that is not there.
 */
export function locateSentences(text: string, sentences: readonly string[]): Array<{ start: number; end: number } | null> {
  let from = 0;
  return sentences.map((sentence) => {
    const words = sentence.normalize('NFC').split(/\s+/).filter((word) => word !== '');
    if (words.length === 0) return null;
    const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+'), 'g');
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match === null) return null;
    from = match.index + match[0].length;
    return { start: match.index, end: from };
  });
}
