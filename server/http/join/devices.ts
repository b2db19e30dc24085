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
 * Which browser it is, by a random cookie of its own, which AnyDesk address was allowed with it last, and by whom. Nothing of it is stored
 * here: it stays in the person's own browser, signed, and comes back from there.
 */
export type Devices = {
  /** Null: a browser without our cookie. */
  nameOf(cookieHeader: string | undefined): string | null;
  /** The browser's name, made now for one that has none. */
  known(cookieHeader: string | undefined): Device;
  addressOf(cookieHeader: string | undefined): string | null;
  /** The same address, when it was this `person` who allowed it here; null also when another was allowed since. */
  addressAllowedBy(cookieHeader: string | undefined, person: string): string | null;
  /** Keeps an address for the next time, and who allowed it; no cookies when there is none to bind it to. */
  keepAddress(cookieHeader: string | undefined, address: string, person: string | null): readonly string[];
};

const LASTS_SEC = 180 * 24 * 3600;
/** A family or an office shares a browser: as many people are known in one at a time. */
const MOST_PEOPLE = 4;

export function createDevices(keys: KeyRing, publicUrl: string): Devices {
  const secure = publicUrl.startsWith('https://');
  const prefix = secure ? '__Host-' : '';
  const read = (name: string, value: string): RegExp => new RegExp(`(?:^|;\\s*)${prefix}${name}=${value}(?:;|$)`);
  const device = read('sr-device', '([0-9a-z]{26})');
  const kept = read('sr-address', '([0-9a-z]{26})\\.([\\w.@-]{3,60})');
  const marks = read('sr-known', `([0-9a-z]{26}(?:\\.[0-9a-z]{26}){0,${MOST_PEOPLE - 1}})`);
  // Lax: somebody who comes from his mail is the same person as a moment ago.
  const rules = `Path=/; Max-Age=${LASTS_SEC}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const cookie = (name: string, value: string): string => `${prefix}${name}=${value}; ${rules}`;
  const mac = (purpose: string, text: string): string => base32(keys.mac(purpose, text).subarray(0, 16));
  const nameFor = (id: string): string => keys.mac('join-device', id).toString('base64url').slice(0, 22);
  const sign = (id: string, address: string): string => mac('join-address', JSON.stringify([id, address]));
  const mark = (id: string, address: string, person: string): string =>
    mac('join-known', JSON.stringify([id, address, person]));
  const idOf = (header: string | undefined): string | null => device.exec(header ?? '')?.[1] ?? null;
  const marksOf = (header: string | undefined): readonly string[] => marks.exec(header ?? '')?.[1]?.split('.') ?? [];
  const addressOf = (header: string | undefined): string | null => {
    const id = idOf(header);
    const [, signature = '', address = ''] = kept.exec(header ?? '') ?? [];
    return id !== null && equal(signature, sign(id, address)) ? address : null;
  };
  return {
    addressOf,
    nameOf: (header) => {
      const id = idOf(header);
      return id === null ? null : nameFor(id);
    },
    known: (header) => {
      const id = idOf(header) ?? base32(randomBytes(16));
      return { name: nameFor(id), cookies: [cookie('sr-device', id)] };
    },
    addressAllowedBy: (header, person) => {
      const [id, address] = [idOf(header), addressOf(header)];
      if (id === null || address === null) return null;
      const expected = mark(id, address, person);
      return marksOf(header).some((given) => equal(given, expected)) ? address : null;
    },
    keepAddress: (header, address, person) => {
      const id = idOf(header);
      if (id === null) return [];
      const own = cookie('sr-address', `${sign(id, address)}.${address}`);
      if (person === null) return [own];
      const theirs = mark(id, address, person);
      const others = marksOf(header).filter((other) => other !== theirs);
      return [own, cookie('sr-known', [theirs, ...others].slice(0, MOST_PEOPLE).join('.'))];
    },
  };
}
