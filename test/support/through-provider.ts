import { httpCall } from './http-call.ts';

const MOST_STEPS = 10;

/** Follows the provider's own redirections as a browser does, with its cookies, until one leads elsewhere; that address. */
export async function throughProvider(start: string): Promise<string> {
  const { origin } = new URL(start);
  const cookies = new Map<string, string>();
  let address = start;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await httpCall(address, { headers: { cookie, accept: 'text/html' } });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const { location } = answer.headers;
    if (location === undefined) throw new Error(`The provider stopped with ${answer.status}: ${answer.body}`);
    address = new URL(location, address).href;
    if (new URL(address).origin !== origin) return address;
  }
  throw new Error('The provider leads round in a circle.');
}
