import pino from 'pino';

export type Logger = pino.Logger;

const SECRET_KEYS = ['authorization', 'apiKey', 'api_key', 'password', 'token', 'connectionString'];

/** The process's logger. Values under secret-looking keys are never written. `format: 'pretty'` is for people, `'json'` for machines. */
export function createLogger(options: { level: string; format: 'pretty' | 'json' }): Logger {
  const redact = { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' };
  const base = { level: options.level, redact };
  if (options.format === 'json') return pino(base, pino.destination(2));
  return pino({ ...base, transport: { target: 'pino-pretty', options: { destination: 2, ignore: 'pid,hostname', translateTime: 'HH:MM:ss', colorize: process.stderr.isTTY } } });
}

export const silentLogger: Logger = pino({ level: 'silent' });
