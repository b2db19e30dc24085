import type { Config } from '../config.ts';
import { createKeyRing } from '../secrets/key-ring.ts';
import { readMasterKey } from '../secrets/master-key.ts';
import { operatorToken } from './operator-token.ts';

/** A doctor with many help desks takes its time. */
const PATIENCE_MS = 120_000;

/** For people to read: what answered is not the server that was meant. */
export class RunningServerFault extends Error {
  readonly code = 'running-server-unusable';
}

/** Asks the server that runs on this machine under the same settings; null when none runs there. */
export async function askRunningServer<Answer>(
  config: Config,
  path: string,
  body: object = {},
): Promise<Answer | null> {
  const { key } = await readMasterKey(config);
  let answer: Response;
  try {
    answer = await fetch(`http://${hostToAsk(config.host)}:${config.port}/operator/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${operatorToken(createKeyRing(key))}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    return null;
  }
  if (answer.ok) return (await answer.json()) as Answer;
  throw new RunningServerFault(
    answer.status === 404
      ? `Something answers at port ${config.port}, but it does not know this key file (${config.keyFile}). ` +
          'Set PORT, DATA_DIR and KEY_FILE as for the server.'
      : `What answers at port ${config.port} could not do it (${answer.status}). The log of the server tells more.`,
  );
}

function hostToAsk(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
