import { describe, expect, it } from '@jest/globals';
import { hashPassword, verifyPassword } from './password-hash.ts';

const cheap = { memoryKib: 64, passes: 1, parallelism: 1 };

describe('a stored password', () => {
  it('is a PHC string that names its cost and never contains the password', async () => {
    const phc = await hashPassword('correct horse battery', cheap);
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(phc).not.toContain('horse');
  });

  it('is salted: the same password gives two different strings', async () => {
    expect(await hashPassword('correct horse battery', cheap)).not.toBe(
      await hashPassword('correct horse battery', cheap),
    );
  });

  it('costs at least 19 MiB and two passes unless told otherwise', async () => {
    expect(await hashPassword('correct horse battery')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('fits its password and no other', async () => {
    const phc = await hashPassword('correct horse battery', cheap);
    expect(await verifyPassword('correct horse battery', phc, cheap)).toBe('right');
    expect(await verifyPassword('correct horse batterY', phc, cheap)).toBe('wrong');
    expect(await verifyPassword('', phc, cheap)).toBe('wrong');
  });

  it('fits the same letters composed differently', async () => {
    const phc = await hashPassword('Gr\u00fc\u00dfe aus K\u00f6ln', cheap);
    expect(await verifyPassword('Gru\u0308\u00dfe aus Ko\u0308ln', phc, cheap)).toBe('right');
  });

  it('is outdated when the cost was raised since, and not when it was lowered', async () => {
    const phc = await hashPassword('correct horse battery', cheap);
    expect(await verifyPassword('correct horse battery', phc, { ...cheap, memoryKib: 128 })).toBe('outdated');
    expect(await verifyPassword('correct horse battery', phc, { ...cheap, memoryKib: 32 })).toBe('right');
  });

  it.each([
    '',
    'plain text',
    '$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=99999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA',
  ])('of another form fits nothing: %s', async (phc) => {
    expect(await verifyPassword('correct horse battery', phc, cheap)).toBe('wrong');
  });
});
