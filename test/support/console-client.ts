import type { Account } from './enter-people.ts';
import { type HttpAnswer, httpCall } from './http-call.ts';
import { pressHeaders } from './join-client.ts';

/** A signed-in browser at the console, over HTTP. */
export type ConsoleClient = {
  /** `path` begins with `/console`. */
  look(path: string): Promise<HttpAnswer>;
  /** Posts a form as a press does; `fields` must carry the page's `csrf`. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<HttpAnswer>;
};

/** Signs in with address and password. Throws when the server refuses. */
export async function signIn(url: string, account: Pick<Account, 'email' | 'password'>): Promise<ConsoleClient> {
  const headers = { ...pressHeaders('person', url), 'content-type': 'application/x-www-form-urlencoded' };
  const send = (path: string, fields: Readonly<Record<string, string>>, cookie: string): Promise<HttpAnswer> =>
    httpCall(url + path, {
      method: 'POST',
      headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
      body: new URLSearchParams(fields).toString(),
    });
  const { email, password } = account;
  const answer = await send('/console/sign-in', { email, password }, '');
  const cookie = answer.headers['set-cookie']?.map((one) => one.split(';', 1)[0]).join('; ') ?? '';
  if (answer.status !== 303 || cookie === '') throw new Error(`Signing in was answered with ${answer.status}.`);
  return {
    look: (path) => httpCall(url + path, { headers: { cookie } }),
    post: (path, fields) => send(path, fields, cookie),
  };
}
