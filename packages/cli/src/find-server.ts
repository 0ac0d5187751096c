import { type HealthResponse, healthResponseSchema } from '@groundwire/protocol';

type ServerHealth = Pick<HealthResponse, 'version' | 'services' | 'details'>;

const SAID_OF_ITSELF = healthResponseSchema.pick({ version: true, services: true, details: true });

/** What the Groundwire server at an address says of its health; null where none answers. Anything else that answers there is not one. */
export async function healthAt(url: string, timeoutMs = 3000): Promise<ServerHealth | null> {
  try {
    const response = await fetch(new URL('/health', url), { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    return SAID_OF_ITSELF.safeParse(await response.json()).data ?? null;
  } catch {
    return null;
  }
}

/** Whether a Groundwire server answers at an address. */
export async function serverAnswers(url: string, timeoutMs = 1000): Promise<boolean> {
  return (await healthAt(url, timeoutMs)) !== null;
}

/** Where a server of these settings listens. `0.0.0.0` and `::` are addresses to listen on, not to call. */
export function defaultUrl(environment: Readonly<Record<string, string | undefined>>): string {
  const host = environment.HOST?.trim() || '127.0.0.1';
  const callable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  // Port 0 is a wish for any free port: which one it became, nobody here knows.
  const port = /^[1-9]\d*$/.test(environment.PORT?.trim() ?? '') ? environment.PORT?.trim() : '8000';
  return `http://${callable.includes(':') ? `[${callable}]` : callable}:${port}`;
}
