/**
 * The name that was probably meant, or null when none is near: at most a third of its letters differ, counted as
 * insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance).
 */
export function closestName(typed: string, names: readonly string[]): string | null {
  const ranked = names
    .map((name) => ({ name, distance: name.startsWith(typed) && typed.length >= 3 ? 0 : distance(typed.slice(0, 60), name) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.name ?? null;
}

function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) row.push(cell(a, b, i, j, rows, row));
    rows.push(row);
  }
  return at(rows[a.length], b.length);
}

function cell(a: string, b: string, i: number, j: number, rows: number[][], row: number[]): number {
  const replaced = at(rows[i - 1], j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const best = Math.min(at(rows[i - 1], j) + 1, at(row, j - 1) + 1, replaced);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(best, at(rows[i - 2], j - 2) + 1) : best;
}

function at(row: number[] | undefined, column: number): number {
  return row?.[column] ?? Number.POSITIVE_INFINITY;
}
