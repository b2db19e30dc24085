import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { base32 } from './base32.ts';
import { createKeyRing } from './key-ring.ts';
import { readMasterKey } from './master-key.ts';
import { createVault } from './vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'session-requests-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('The key file', () => {
  const fileIn = (name: string) => ({ secretKey: null, keyFile: join(folder, name, 'secret.key') });

  it('is made by the first start, readable by its owner only, and kept', async () => {
    const config = fileIn('first');
    const first = await readMasterKey(config);
    expect([first.made, first.key.length]).toEqual([true, 32]);
    expect(statSync(config.keyFile).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'first')).mode & 0o777).toBe(0o700);
    expect(await readMasterKey(config)).toEqual({ key: first.key, made: false });
  });

  it('is one even when two first starts come at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => readMasterKey(fileIn('race'))));
    expect(new Set(keys.map(({ key }) => key.toString('hex'))).size).toBe(1);
    expect(keys.filter(({ made }) => made)).toHaveLength(1);
  });

  it('is another for every server', async () => {
    const [one, two] = [await readMasterKey(fileIn('one')), await readMasterKey(fileIn('two'))];
    expect(one.key.equals(two.key)).toBe(false);
  });

  it.each(['644', '640', '604', '660', '601'])('that others can read (%s) is refused with what to do', async (mode) => {
    const config = fileIn(`open-${mode}`);
    await readMasterKey(config);
    chmodSync(config.keyFile, Number.parseInt(mode, 8));
    await expect(readMasterKey(config)).rejects.toMatchObject({
      code: 'key-file-unusable',
      message: expect.stringContaining(`chmod 600 ${config.keyFile}`),
    });
  });

  it.each(['', 'not a key', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')])(
    'with the content %j is refused, not replaced',
    async (content) => {
      const config = fileIn(`broken-${Buffer.from(content, 'base64').length}`);
      await readMasterKey(config);
      writeFileSync(config.keyFile, content);
      await expect(readMasterKey(config)).rejects.toMatchObject({
        code: 'key-file-unusable',
        message: expect.stringContaining('backup'),
      });
      expect(readFileSync(config.keyFile, 'utf8')).toBe(content);
    },
  );

  it('is not looked at when the environment brings the key', async () => {
    const secretKey = Buffer.alloc(32, 3).toString('base64');
    const { key, made } = await readMasterKey({ secretKey, keyFile: join(folder, 'nowhere', 'secret.key') });
    expect([key, made]).toEqual([Buffer.alloc(32, 3), false]);
  });
});

describe('Keys for separate purposes', () => {
  const ring = createKeyRing(Buffer.alloc(32, 1));

  it('differ from each other and from the master key, and stay the same', () => {
    const keys = ['vault', 'join-link', 'operator'].map((purpose) => ring.key(purpose).toString('hex'));
    expect(new Set([...keys, Buffer.alloc(32, 1).toString('hex')]).size).toBe(4);
    expect(createKeyRing(Buffer.alloc(32, 1)).key('vault').toString('hex')).toBe(keys[0]);
  });

  it('cannot be made of a master key of another length', () => {
    for (const length of [0, 16, 31, 33]) expect(() => createKeyRing(Buffer.alloc(length))).toThrow('32 bytes');
  });
});

describe('A secret at rest', () => {
  const vault = createVault(createKeyRing(Buffer.alloc(32, 1)));
  const sealed = vault.seal('installation:a', 'key-of-the-help-desk');

  it.each(['', 'a', 'key-of-the-help-desk', '鑰匙 🔑', 'x'.repeat(10_000)])('comes back as it was: %.20j', (secret) => {
    expect(vault.open('installation:a', vault.seal('installation:a', secret))).toBe(secret);
  });

  it('shows nothing of itself, and looks different each time', () => {
    expect(sealed).not.toContain('key');
    expect(vault.seal('installation:a', 'key-of-the-help-desk')).not.toBe(sealed);
  });

  it('cannot be moved to another place', () => {
    for (const place of ['installation:b', 'installation:', '', 'mail']) {
      expect(() => vault.open(place, sealed)).toThrow('cannot be read');
    }
  });

  it('cannot be read with another key', () => {
    const other = createVault(createKeyRing(Buffer.alloc(32, 2)));
    expect(() => other.open('installation:a', sealed)).toThrow('cannot be read');
  });

  it('is refused with any one bit changed', () => {
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => vault.open('installation:a', `v1.${flipped.toString('base64url')}`)).toThrow('cannot be read');
    }
  });

  it.each([
    '',
    'v1.',
    'v1',
    'v2.AAAA',
    'v1.AAAA',
    sealed.slice(0, 20),
    sealed.replace('v1', 'v2'),
    'key-of-the-help-desk',
  ])('is not guessed from %j', (text) => {
    expect(() => vault.open('installation:a', text)).toThrow(expect.objectContaining({ code: 'secret-unreadable' }));
  });
});

it('Base32 has 5 bits a character, in an alphabet without look-alikes', () => {
  expect(base32(Buffer.from([]))).toBe('');
  expect(base32(Buffer.alloc(16, 0xff))).toBe(`${'z'.repeat(25)}w`);
  expect(base32(Buffer.from('0123456789', 'hex'))).toBe('04hmasw9');
  expect(base32(Buffer.from(Array.from({ length: 256 }, (_, n) => n)))).not.toMatch(/[ilou]/);
});
