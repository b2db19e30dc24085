import type { KeyRing } from '../../secrets/key-ring.ts';
import { newId } from '../../secrets/secret-token.ts';

/** A hash that proves an address to whoever has our key and the salt. */
export type SealedAddress = { readonly addressHash: string; readonly addressSalt: string };

const HASH_CHARS = 22;

/** Under a salt of its own each time: once the salt is forgotten, no address can be tried against the hash any more, by nobody. */
export function sealAddress(keys: Pick<KeyRing, 'mac'>, address: string): SealedAddress {
  const addressSalt = newId();
  return { addressHash: addressHash(keys, address, addressSalt), addressSalt };
}

/** The hash that this address has under this salt. */
export function addressHash(keys: Pick<KeyRing, 'mac'>, address: string, salt: string): string {
  return keys.mac('consent-address', `${salt}\n${address}`).toString('base64url').slice(0, HASH_CHARS);
}
