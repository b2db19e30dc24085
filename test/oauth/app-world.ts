import type { NewAccount } from '../support/enter-people.ts';
import { type HttpAnswer, httpCall } from '../support/http-call.ts';
import { type Answer, visitor, type Visitor } from '../console/visitor.ts';
import { type Engine, type ServerWorld, serverWorld } from '../server/server-world.ts';
import { CALLBACK } from './oauth-world.ts';

/** The whole server, with people who are agents in the pretended help desk, and the app's client with its secret. */
export type AppWorld = {
  readonly world: ServerWorld;
  readonly clientId: string;
  readonly secret: string;
  /** A browser in which this person has signed in. */
  browser(name: string): Promise<Visitor>;
  /** The page's address; `over` replaces what the platform sends, null leaves it out. */
  path(over?: Readonly<Record<string, string | null>>): string;
  /** Looks at the page and presses Allow. */
  allow(browser: Visitor, path?: string): Promise<Answer>;
  /** A code of the person's. */
  code(name: string): Promise<string>;
  /** A call of the platform's, as a form. */
  call(
    path: '/oauth/token' | '/oauth/revoke',
    form: Form,
    headers?: Readonly<Record<string, string>>,
  ): Promise<OAuthAnswer>;
  /** The whole way to the person's tokens. */
  tokens(name: string): Promise<{ readonly access: string; readonly refresh: string }>;
  close(): Promise<void>;
};

type Form = Readonly<Record<string, string>>;
export type OAuthAnswer = HttpAnswer & { readonly json: Readonly<Record<string, unknown>> };

/** `oskar` left the help desk; `vera` may only look. */
const PEOPLE: readonly NewAccount[] = [
  { name: 'Mara Lindqvist', email: 'Mara.Lindqvist@kestrel.example', role: 'support-agent' },
  { name: 'Vera Viewer', email: 'jun.watanabe@kestrel.example', role: 'viewer' },
  { name: 'Oskar Brandt', email: 'oskar.brandt@kestrel.example', role: 'support-agent' },
];

export async function appWorld(engine: Engine): Promise<AppWorld> {
  const world = await serverWorld({ engine, people: PEOPLE });
  const { people } = world.foundation;
  const client = await people.oauth.clients.ensure(world.data.installationId);
  const secret = await people.installSecrets.make(world.admin, world.data.installationId, 'app-sign-in');
  if (client === null || secret === null) throw new Error('there is no client');
  const { clientId } = client;
  const path: AppWorld['path'] = (over = {}) => {
    const usual = { response_type: 'code', client_id: clientId, redirect_uri: CALLBACK, state: 'the-state' };
    const given = Object.entries({ ...usual, ...over }).filter((pair): pair is [string, string] => pair[1] !== null);
    return `/oauth/authorize?${new URLSearchParams(given).toString()}`;
  };
  const browser = async (name: string): Promise<Visitor> => {
    const account = world.data.people.find((one) => one.name.startsWith(name));
    const made = visitor(world.url);
    if (account === undefined || (await made.signIn(account)).status !== 303) throw new Error(`${name} cannot sign in`);
    return made;
  };
  const allow: AppWorld['allow'] = async (at, where = path()) => {
    const agent = /name="agent" value="([^"]+)"/.exec((await at.look(where)).body)?.[1] ?? '';
    return at.press(where, { decision: 'allow', agent });
  };
  const code = async (name: string): Promise<string> => {
    const { to } = await allow(await browser(name));
    return new URL(to ?? '').searchParams.get('code') ?? '';
  };
  const call: AppWorld['call'] = async (where, form, headers = {}) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(form).toString();
    const answer = await httpCall(world.url + where, { method: 'POST', headers: { ...type, ...headers }, body });
    const json: unknown = answer.body === '' ? {} : JSON.parse(answer.body);
    return { ...answer, json: json as OAuthAnswer['json'] };
  };
  return {
    world,
    clientId,
    secret,
    browser,
    path,
    allow,
    code,
    call,
    tokens: async (name) => {
      const form = { grant_type: 'authorization_code', code: await code(name), redirect_uri: CALLBACK };
      const { json } = await call('/oauth/token', { ...form, client_id: clientId, client_secret: secret });
      return { access: String(json['access_token']), refresh: String(json['refresh_token']) };
    },
    close: () => world.close(),
  };
}
