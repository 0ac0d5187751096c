/** Whether a Groundwire server answers at an address. Anything else that answers there is not one. */
export async function serverAnswers(url: string, timeoutMs = 1000): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health', url), { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'services' in body && 'version' in body;
  } catch {
    return false;
  }
}

/** Where a server of these settings listens. `0.0.0.0` and `::` are addresses to listen on, not to call. */
export function defaultUrl(environment: Readonly<Record<string, string | undefined>>): string {
  const host = environment.HOST?.trim() || '127.0.0.1';
  const callable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  // Port 0 is a wish for any free port: which one it became, nobody here knows.
  const port = /^[1-9]\d*$/.test(environment.PORT?.trim() ?? '') ? environment.PORT?.trim() : '8000';
  return `http://${callable.includes(':') ? `[${callable}]` : callable}:${port}`;
}
