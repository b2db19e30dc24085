import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSalesforceAddress } from '../src/address.ts';
import type { SalesforceCredentials } from '../src/grant.ts';
import { isSigningKey } from '../src/grant.ts';

export type DoctorTask = {
  readonly address: string;
  readonly credentials: SalesforceCredentials;
  /** Makes a record on the newest case and deletes it. */
  readonly probe: boolean;
};

/** What the words after `doctor` ask for; a sentence when they cannot be carried out. */
export function readDoctorTask(words: readonly string[], env: NodeJS.ProcessEnv): DoctorTask | string {
  const values = valuesIn(words);
  if (typeof values === 'string') return values;
  const { login, username } = values;
  const clientId = values['client-id'] ?? '';
  const keyFile = values['key-file'];
  if (login === undefined) return 'Say which org: --login with the My Domain address.';
  const reading = readSalesforceAddress(login, { allowLoopback: true });
  if (!reading.ok) return `--login: ${reading.message}`;
  if (clientId === '') return 'Say --client-id: the consumer key of the external client app.';
  const credentials = readCredentials(clientId, username, keyFile, env['SALESFORCE_CLIENT_SECRET'] ?? '');
  if (typeof credentials === 'string') return credentials;
  return { address: reading.origin, credentials, probe: !values['without-probe'] };
}

function valuesIn(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        login: { type: 'string' },
        'client-id': { type: 'string' },
        username: { type: 'string' },
        'key-file': { type: 'string' },
        'without-probe': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return Error.isError(error) ? error.message : String(error);
  }
}

function readCredentials(
  clientId: string,
  username: string | undefined,
  keyFile: string | undefined,
  clientSecret: string,
): SalesforceCredentials | string {
  if (username === undefined && keyFile === undefined) {
    if (clientSecret !== '') return { kind: 'client-credentials', clientId, clientSecret };
    return 'Put the consumer secret into SALESFORCE_CLIENT_SECRET in the environment, or say --username and --key-file.';
  }
  if (username === undefined || keyFile === undefined) return '--username and --key-file go together.';
  const privateKey = readKey(keyFile);
  if (privateKey === null) return `The file ${keyFile} cannot be read.`;
  if (!isSigningKey(privateKey)) return `The file ${keyFile} is no RSA private key in PEM form.`;
  return { kind: 'jwt', clientId, username, privateKey };
}

function readKey(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
