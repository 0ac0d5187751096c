/** Calls a route of a server and gives its JSON object. Rejects with the server's own words when it refuses. */
export async function callServer(url: string, path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET'): Promise<Record<string, unknown>> {
  const response = await fetch(new URL(path, url), { method, signal: AbortSignal.timeout(30_000) });
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok) return body;
  throw new Error(typeof body.error === 'string' ? body.error : `The server answered ${response.status} to ${method} ${path}`);
}
