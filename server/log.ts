import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** One JSON line an entry. Secrets never get here; these paths are the second wall. */
const SECRET_PATHS = [
  'password',
  'secret',
  'apiKey',
  'token',
  'authorization',
  '*.password',
  '*.secret',
  '*.apiKey',
  '*.token',
  '*.authorization',
  'req.headers.authorization',
  'req.headers.cookie',
];

export function createLog(config: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: config.logLevel, redact: { paths: SECRET_PATHS, censor: '[hidden]' } });
}
