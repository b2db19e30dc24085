import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** Keys for separate purposes, all derived from the one master key, so that none of them can be used for another. */
export type KeyRing = {
  /** 32 bytes for `purpose`. */
  key(purpose: string): Buffer;
  /** Keyed hash of `text`, 32 bytes. */
  mac(purpose: string, text: string): Buffer;
};

export function createKeyRing(masterKey: Buffer): KeyRing {
  if (masterKey.length !== 32) throw new Error('the master key must have 32 bytes');
  const derived = new Map<string, Buffer>();
  const key = (purpose: string): Buffer => {
    const known = derived.get(purpose);
    if (known !== undefined) return known;
    const made = Buffer.from(hkdfSync('sha256', masterKey, '', `session-requests/${purpose}`, 32));
    derived.set(purpose, made);
    return made;
  };
  // Made ready once for each purpose: that costs more than the hash itself.
  const ready = new Map<string, KeyObject>();
  const macKey = (purpose: string): KeyObject => {
    const known = ready.get(purpose);
    if (known !== undefined) return known;
    const made = createSecretKey(key(purpose));
    ready.set(purpose, made);
    return made;
  };
  return { key, mac: (purpose, text) => createHmac('sha256', macKey(purpose)).update(text).digest() };
}
