import { randomBytes } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Config } from '../config.ts';

export class MasterKeyFault extends Error {
  readonly code = 'key-file-unusable';
}

/**
 * The key everything secret is protected with: from the environment, or from the key file, which the first start makes (readable by
 * its owner only). A file that others can read is refused.
 */
export async function readMasterKey(
  config: Pick<Config, 'secretKey' | 'keyFile'>,
): Promise<{ readonly key: Buffer; readonly made: boolean }> {
  if (config.secretKey !== null) return { key: Buffer.from(config.secretKey, 'base64'), made: false };
  const made = await makeIfMissing(config.keyFile);
  const { mode } = await stat(config.keyFile);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new MasterKeyFault(`Others on this machine can read ${config.keyFile}. Run: chmod 600 ${config.keyFile}`);
  }
  const key = Buffer.from((await readFile(config.keyFile, 'utf8')).trim(), 'base64');
  if (key.length !== 32) {
    throw new MasterKeyFault(`${config.keyFile} does not hold 32 bytes in base64. Restore it from your backup.`);
  }
  return { key, made };
}

async function makeIfMissing(file: string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    // `wx`: two first starts at once must not end with two keys.
    await writeFile(file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
