import type { KeyRing } from '../secrets/key-ring.ts';

/** Who can read the key file may operate the running server from this machine. */
export function operatorToken(keys: KeyRing): string {
  return keys.mac('operator', 'session-requests').toString('base64url');
}
