import type { Config } from '../config.ts';
import { createKeyRing } from '../secrets/key-ring.ts';
import { readMasterKey } from '../secrets/master-key.ts';
import { operatorToken } from './operator-token.ts';

/** Asks the server that runs on this machine under the same settings; null when none runs there. */
export async function askRunningServer<Answer>(config: Config, path: string): Promise<Answer | null> {
  const { key } = await readMasterKey(config);
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  let answer: Response;
  try {
    answer = await fetch(`http://${host}:${config.port}/operator/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${operatorToken(createKeyRing(key))}` },
    });
  } catch {
    return null;
  }
  if (answer.ok) return (await answer.json()) as Answer;
  throw new Error(
    `Something answers at port ${config.port}, but it does not know this key file (${config.keyFile}). ` +
      'Set PORT, DATA_DIR and KEY_FILE as for the server.',
  );
}
