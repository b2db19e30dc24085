import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';

const VERSION = 'v1';

/** Secrets at rest: AES-256-GCM, one random nonce per value. `place` (such as `installation:abc`) is authenticated, so a value cannot be moved to another place. */
export type Vault = {
  seal(place: string, secret: string): string;
  /** Throws `VaultFault` when the text was changed, moved, or sealed with another key. */
  open(place: string, sealed: string): string;
};

export class VaultFault extends Error {
  readonly code = 'secret-unreadable';

  constructor(cause?: unknown) {
    super('A stored secret cannot be read. Was the key file replaced? Enter the secret again.', { cause });
  }
}

export function createVault(keys: KeyRing): Vault {
  return {
    seal: (place, secret) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keys.key('vault'), nonce);
      cipher.setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open: (place, sealed) => {
      const [version, text] = sealed.split('.');
      if (version !== VERSION || text === undefined) throw new VaultFault();
      const bytes = Buffer.from(text, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', keys.key('vault'), bytes.subarray(0, 12));
        decipher.setAAD(Buffer.from(place));
        decipher.setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch (error) {
        throw new VaultFault(error);
      }
    },
  };
}
