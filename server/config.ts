import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';

/** Everything the environment says, read once. Nothing else in the server looks at `process.env`. */
export type Config = {
  readonly host: string;
  readonly port: number;
  /** Origin under which people reach this server, without a trailing slash. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** PostgreSQL; null for the embedded store in `dataDir`. */
  readonly databaseUrl: string | null;
  /** 32 bytes as base64; null: the key file in `dataDir`. */
  readonly secretKey: string | null;
  readonly keyFile: string;
  /** Number of proxies in front, for the client's address. */
  readonly trustedProxies: number;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly demo: 'auto' | 'on' | 'off';
  /** Help desks and webhooks on this machine may be used: for the demo and for tests. */
  readonly allowLoopback: boolean;
  /** How long a doubtful delivery waits before it is looked for; null: as each kind says. */
  readonly settleMs: number | null;
};

export class ConfigFault extends Error {
  readonly code = 'config-invalid';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const flag = z.enum(['0', '1'], { error: 'must be 0 or 1' });
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .transform((text) => (/^[0-9]+$/.test(text) ? Number(text) : Number.NaN))
    .refine((value) => value >= least && value <= most, { error: `must be a whole number from ${least} to ${most}` });

/** On plain http browsers send no `Sec-Fetch-*` headers and drop `__Host-` cookies, so a person's press could not be told from a script's. */
const publicUrl = z
  .string()
  .refine((text) => URL.canParse(text), {
    error: 'must be an address such as https://support.example.com',
    abort: true,
  })
  .transform((text) => new URL(text))
  .refine((url) => url.origin !== 'null' && url.href === `${url.origin}/`, {
    error: 'must be scheme, host and port only, such as https://support.example.com',
    abort: true,
  })
  .refine((url) => url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)), {
    error: 'must begin with https:// (plain http works on this machine itself only)',
  });

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(3000),
  PUBLIC_URL: publicUrl.optional(),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgres://' })
    .optional(),
  SECRET_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32, { error: 'must be 32 bytes in base64' })
    .optional(),
  KEY_FILE: z.string().min(1).optional(),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  DEMO: z.enum(['auto', 'on', 'off']).default('auto'),
  ALLOW_LOOPBACK: flag.default('0'),
  SETTLE_MS: wholeNumber(0, 3_600_000).optional(),
});

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the process was given, over what the file `.env` beside it says. `ENV_FILE` names another file; empty: none. Throws `ConfigFault` when
 * the named file is not there.
 */
function environmentWithFile(): Environment {
  const { ENV_FILE: named } = process.env;
  const path = named ?? '.env';
  if (path === '' || (named === undefined && !existsSync(path))) return process.env;
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')), ...process.env };
  } catch {
    throw new ConfigFault([`ENV_FILE: the file ${path} cannot be read`]);
  }
}

/** Reads the configuration. Throws one `ConfigFault` that names everything that is wrong. */
export function readConfig(env: Environment = environmentWithFile()): Config {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(filled);
  if (!parsed.success) {
    throw new ConfigFault(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const values = parsed.data;
  const dataDir = resolve(values.DATA_DIR);
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL?.origin ?? `http://localhost:${values.PORT}`,
    dataDir,
    databaseUrl: values.DATABASE_URL ?? null,
    secretKey: values.SECRET_KEY ?? null,
    keyFile: resolve(values.KEY_FILE ?? `${dataDir}/secret.key`),
    trustedProxies: values.TRUSTED_PROXIES,
    logLevel: values.LOG_LEVEL,
    demo: values.DEMO,
    allowLoopback: values.ALLOW_LOOPBACK === '1',
    settleMs: values.SETTLE_MS ?? null,
  };
}

/** True when the pages are served over https, so cookies can be `__Host-` and `Secure`. */
export function isSecure(config: Pick<Config, 'publicUrl'>): boolean {
  return config.publicUrl.startsWith('https://');
}
