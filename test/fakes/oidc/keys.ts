import { generateKeyPairSync } from 'node:crypto';

export const KEY_ID = 'kestrel-key';

/** A key to sign with, made anew at each start. */
export function makeKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

export type SigningKey = ReturnType<typeof makeKey>['privateKey'];
