export type Place = readonly [row: number, column: number];

const STEPS: Record<string, Place> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Where a key leads in a grid: the arrows to the next cell, Home and End to the ends of the row, with Ctrl of the grid; null for any other key. Pure. */
export function nextPlace([row, column]: Place, { key, ctrlKey }: { key: string; ctrlKey: boolean }, [rows, columns]: Place): Place | null {
  if (key === 'Home') return [ctrlKey ? 0 : row, 0];
  if (key === 'End') return [ctrlKey ? rows - 1 : row, columns - 1];
  const step = STEPS[key];
  if (step === undefined) return null;
  return [Math.min(Math.max(row + step[0], 0), rows - 1), Math.min(Math.max(column + step[1], 0), columns - 1)];
}
