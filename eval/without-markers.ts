/** An answer without its `[n]`, as scorers want it that compare words. */
export function withoutMarkers(answer: string): string {
  return answer.replace(/\s?\[\d+\]/g, '').replace(/ {2,}/g, ' ').trim();
}
