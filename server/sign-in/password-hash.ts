import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** Cost of one hash. `memoryKib` in KiB; about 40 ms of one core. */
export type Argon2Cost = { readonly memoryKib: number; readonly passes: number; readonly parallelism: number };

/** OWASP's first choice for Argon2id. Raise it here: older hashes are made anew at the next sign-in. */
export const COST: Argon2Cost = { memoryKib: 19 * 1024, passes: 2, parallelism: 1 };

const SALT_BYTES = 16;
const TAG_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,64})\$([A-Za-z0-9+/]{22,128})$/;

const derive = promisify(argon2);

/** The password as a PHC string with its parameters. Works on the thread pool, not on the event loop. */
export async function hashPassword(password: string, cost: Argon2Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, salt, cost, TAG_BYTES);
  const { memoryKib, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** `outdated`: the password is right but its hash was made with a lower cost than today's. */
export async function verifyPassword(
  password: string,
  phc: string,
  today: Argon2Cost = COST,
): Promise<'wrong' | 'right' | 'outdated'> {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(phc) ?? [];
  if (salt === undefined || tag === undefined) return 'wrong';
  const cost = { memoryKib: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const expected = Buffer.from(tag, 'base64');
  const given = await tagOf(password, Buffer.from(salt, 'base64'), cost, expected.length);
  if (!timingSafeEqual(expected, given)) return 'wrong';
  return isBelow(cost, today) ? 'outdated' : 'right';
}

function isBelow(cost: Argon2Cost, today: Argon2Cost): boolean {
  return cost.memoryKib < today.memoryKib || cost.passes < today.passes || cost.parallelism < today.parallelism;
}

function tagOf(password: string, salt: Buffer, cost: Argon2Cost, tagLength: number): Promise<Buffer> {
  return derive('argon2id', {
    // The same letters typed on two systems may be composed differently.
    message: Buffer.from(password.normalize('NFC')),
    nonce: salt,
    memory: cost.memoryKib,
    passes: cost.passes,
    parallelism: cost.parallelism,
    tagLength,
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
