import type { Installation } from '../../core/ports/installation.ts';

/** Where Freshworks takes the answer of every account, and where its development tool does on the developer's own machine. */
const PLATFORM = 'https://oauth.freshdev.io/auth/callback';
const DEVELOPMENT = 'http://localhost:10001/auth/callback';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Every address that an answer may be sent to. They are compared as text, letter by letter: no pattern, no prefix. */
export function redirectsFor(
  environment: Installation['environment'],
  added: readonly string[],
): readonly [string, ...string[]] {
  return [PLATFORM, ...(environment === 'test' ? [DEVELOPMENT] : []), ...added];
}

/** Whether an address may be added: https, or this machine; no fragment, no user, and written as it will be compared. */
export function isUsableRedirect(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.href !== text || url.hash !== '' || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

/** The address with the answer's parameters behind those it has. */
export function withAnswer(redirect: string, answer: Readonly<Record<string, string | null>>): string {
  const url = new URL(redirect);
  for (const [name, value] of Object.entries(answer)) if (value !== null) url.searchParams.append(name, value);
  return url.href;
}
