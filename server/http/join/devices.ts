import { randomBytes } from 'node:crypto';
import { base32 } from '../../secrets/base32.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import { equal } from './page-nonce.ts';

/** A browser as the request knows it, and the cookies that keep it known. */
export type Device = {
  /** Opaque: a keyed hash, of which the cookie cannot be told. */
  readonly name: string;
  readonly cookies: readonly string[];
};

/**
 * Which browser it is, by a random cookie of its own, and which AnyDesk address was allowed with it last. Nothing of it is stored here:
 * the address stays in the person's own browser, signed, and comes back from there.
 */
export type Devices = {
  /** Null: a browser without our cookie. */
  nameOf(cookieHeader: string | undefined): string | null;
  /** The browser's name, made now for one that has none. */
  known(cookieHeader: string | undefined): Device;
  addressOf(cookieHeader: string | undefined): string | null;
  /** Keeps an address for the next time; null when there is no cookie to bind it to. */
  keepAddress(cookieHeader: string | undefined, address: string): string | null;
};

const LASTS_SEC = 180 * 24 * 3600;
const DEVICE = /(?:^|;\s*)(?:__Host-)?sr-device=([0-9a-z]{26})(?:;|$)/;
const ADDRESS = /(?:^|;\s*)(?:__Host-)?sr-address=([0-9a-z]{26})\.([\w.@-]{3,60})(?:;|$)/;

export function createDevices(keys: KeyRing, publicUrl: string): Devices {
  const secure = publicUrl.startsWith('https://');
  // Lax: somebody who comes from his mail is the same person as a moment ago.
  const rules = `Path=/; Max-Age=${LASTS_SEC}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const cookie = (name: string, value: string): string => `${secure ? '__Host-' : ''}${name}=${value}; ${rules}`;
  const nameFor = (id: string): string => keys.mac('join-device', id).toString('base64url').slice(0, 22);
  const sign = (id: string, address: string): string =>
    base32(keys.mac('join-address', JSON.stringify([id, address])).subarray(0, 16));
  return {
    nameOf: (header) => {
      const id = idOf(header);
      return id === null ? null : nameFor(id);
    },
    known: (header) => {
      const id = idOf(header) ?? base32(randomBytes(16));
      return { name: nameFor(id), cookies: [cookie('sr-device', id)] };
    },
    addressOf: (header) => {
      const id = idOf(header);
      const [, signature = '', address = ''] = ADDRESS.exec(header ?? '') ?? [];
      return id !== null && equal(signature, sign(id, address)) ? address : null;
    },
    keepAddress: (header, address) => {
      const id = idOf(header);
      return id === null ? null : cookie('sr-address', `${sign(id, address)}.${address}`);
    },
  };
}

function idOf(cookieHeader: string | undefined): string | null {
  return DEVICE.exec(cookieHeader ?? '')?.[1] ?? null;
}
