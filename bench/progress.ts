/** What a benchmark is doing, on one line that the next one replaces; null clears it. Only for a person who watches: not where standard error is a file or a pipe. */
export function showProgress(doing: string | null): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${doing ?? ''}`);
}
