/**
 * Remembers what a pure function made of a text, because the same passages are asked about again and again. Bounded by the characters of
 * the texts: when the newer half of the memory is full the older one goes, and what was used since has moved to the newer one.
 */
export function textMemo<Made>(make: (text: string) => Made, characters: number): (text: string) => Made {
  let [newer, older] = [new Map<string, Made>(), new Map<string, Made>()];
  let filled = 0;
  return (text) => {
    const known = newer.get(text);
    if (known !== undefined) return known;
    const made = older.get(text) ?? make(text);
    if (text.length > characters / 2) return made;
    if (filled + text.length > characters / 2) {
      [newer, older] = [new Map(), newer];
      filled = 0;
    }
    filled += text.length;
    newer.set(text, made);
    return made;
  };
}
