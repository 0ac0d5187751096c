/** Whether the caller names HTML in its `Accept` header, and not after JSON, as browsers do. A bare wildcard does not count. */
export function prefersHtml(accept: string | undefined): boolean {
  const quality = (type: string) => qualityOf(accept ?? '', type);
  return quality('text/html') > 0 && quality('text/html') >= quality('application/json');
}

function qualityOf(accept: string, type: string): number {
  for (const part of accept.toLowerCase().split(',').slice(0, 50)) {
    const [name, ...parameters] = part.split(';').map((piece) => piece.trim());
    if (name !== type) continue;
    const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return given === undefined ? 1 : Number(given) || 0;
  }
  return 0;
}
