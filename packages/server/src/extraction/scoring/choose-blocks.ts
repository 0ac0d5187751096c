export interface Choice {
  chosen: boolean[];
  /** The F1 that the choice may be expected to reach, 0 to 1. */
  expected: number;
}

/**
 * The set of blocks whose expected F1 against the true text is highest: with probabilities that blocks belong to it,
 * F1 ≈ 2 · Σ chosen pw / (Σ chosen w + Σ all pw), which is highest for a set of the most probable ones.
 */
export function chooseBlocks(probabilities: ArrayLike<number>, words: readonly number[]): Choice {
  const order = words.map((_, index) => index).sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
  const all = words.reduce((sum, count, index) => sum + count * (probabilities[index] ?? 0), 0);
  let [size, right, best, taken] = [0, 0, 0, 0];
  for (const [position, index] of order.entries()) {
    const count = words[index] ?? 0;
    size += count;
    right += count * (probabilities[index] ?? 0);
    const expected = size + all === 0 ? 0 : (2 * right) / (size + all);
    if (expected > best) [best, taken] = [expected, position + 1];
  }
  const chosen = words.map(() => false);
  for (const index of order.slice(0, taken)) chosen[index] = true;
  return { chosen, expected: best };
}

/** Fewer words than this are no text. */
const FEW_WORDS = 80;

/** Of a choice those blocks that are likelier of the text than not, where that leaves one; else the choice. */
export function surerBlocks(chosen: readonly boolean[], probabilities: ArrayLike<number>, words: readonly number[]): readonly boolean[] {
  const sure = chosen.map((taken, index) => taken && (probabilities[index] ?? 0) >= 0.5);
  return words.reduce((sum, count, index) => sum + (sure[index] === true ? count : 0), 0) >= FEW_WORDS ? sure : chosen;
}
