import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Integration } from './app-folder.ts';
import type { InstalledApp } from './installed-app.ts';
import { substitute } from './substitute.ts';

/** Stands between the app and an OAuth provider: sends agents there, keeps what they bring back, renews it. */
export type Broker = {
  /** Where the agent's pop-up goes first. Null when the app has no such integration. */
  begin(app: InstalledApp, integration: string, agentId: string): URL | null;
  /** The agent comes back. Null when all is well, else what to tell. */
  finish(app: InstalledApp, query: URLSearchParams): Promise<string | null>;
  /** A token that has not run out, renewed if need be; null: the agent has to authorize. */
  token(app: InstalledApp, integration: string, agentId: string): Promise<string | null>;
  /** The provider refused the token: one try to renew it. Null: the agent has to authorize anew. */
  renew(app: InstalledApp, integration: string, agentId: string): Promise<string | null>;
  /** Integrations this agent has authorized. */
  authorized(agentId: string): readonly string[];
  forget(agentId?: string): void;
};

export type BrokerOptions = {
  readonly redirectUri: () => string;
  readonly hosts: () => Readonly<Record<string, string>>;
  readonly now: () => number;
  readonly closing: AbortSignal;
};

type Grant = { readonly access: string; readonly refresh: string | null; readonly expiresAt: number | null };

const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().optional(),
});

const STATE_MS = 10 * 60_000;
const PATIENCE_MS = 15_000;

export function createBroker(options: BrokerOptions): Broker {
  const states = new Map<string, { readonly agentId: string; readonly integration: string; readonly until: number }>();
  const grants = new Map<string, Grant>();
  const keyOf = (integration: string, agentId: string): string => `${agentId} ${integration}`;

  const ask = async (
    app: InstalledApp,
    integration: Integration,
    form: Record<string, string>,
  ): Promise<Grant | null> => {
    const { url, clientId, clientSecret } = endpoint(app, integration, 'token_url', options.hosts());
    const answer = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret }).toString(),
      redirect: 'manual',
      signal: AbortSignal.any([options.closing, AbortSignal.timeout(PATIENCE_MS)]),
    });
    const read = tokenSchema.safeParse(await answer.json().catch(() => null));
    if (!answer.ok || !read.success) return null;
    const { access_token: access, refresh_token: refresh = form['refresh_token'] ?? null, expires_in } = read.data;
    return { access, refresh, expiresAt: expires_in === undefined ? null : options.now() + expires_in * 1000 };
  };

  const renew: Broker['renew'] = async (app, name, agentId) => {
    const key = keyOf(name, agentId);
    const old = grants.get(key);
    const integration = app.folder.integrations[name];
    if (old === undefined || integration === undefined) return null;
    const grant =
      old.refresh === null
        ? null
        : await ask(app, integration, { grant_type: 'refresh_token', refresh_token: old.refresh });
    // Another call of the same agent may have renewed it meanwhile.
    const present = grants.get(key);
    if (grant === null && present !== old) return present?.access ?? null;
    if (grant === null) grants.delete(key);
    else grants.set(key, grant);
    return grant?.access ?? null;
  };

  const underWay = new Map<string, Promise<string | null>>();
  const renewOnce: Broker['renew'] = (app, name, agentId) => {
    const key = keyOf(name, agentId);
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const work = renew(app, name, agentId).finally(() => underWay.delete(key));
    underWay.set(key, work);
    return work;
  };

  return {
    begin(app, name, agentId) {
      const integration = app.folder.integrations[name];
      if (integration === undefined) return null;
      const state = randomBytes(24).toString('base64url');
      states.set(state, { agentId, integration: name, until: options.now() + STATE_MS });
      const { url, clientId } = endpoint(app, integration, 'authorize_url', options.hosts());
      url.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: options.redirectUri(),
        response_type: 'code',
        state,
        ...(integration.options.scope === undefined ? {} : { scope: integration.options.scope }),
      }).toString();
      return url;
    },
    async finish(app, query) {
      const state = query.get('state') ?? '';
      const begun = states.get(state);
      states.delete(state);
      if (begun === undefined || begun.until < options.now())
        return 'This answer belongs to no question of ours (state).';
      const refusal = query.get('error');
      if (refusal !== null) return `The server said: ${refusal}.`;
      const integration = app.folder.integrations[begun.integration];
      const code = query.get('code');
      if (integration === undefined || code === null) return 'The server sent no code.';
      const grant = await ask(app, integration, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: options.redirectUri(),
      });
      if (grant === null) return 'The server gave no token for its code.';
      grants.set(keyOf(begun.integration, begun.agentId), grant);
      return null;
    },
    async token(app, name, agentId) {
      const grant = grants.get(keyOf(name, agentId));
      if (grant === undefined) return null;
      if (grant.expiresAt === null || grant.expiresAt > options.now()) return grant.access;
      return renewOnce(app, name, agentId);
    },
    renew: renewOnce,
    authorized: (agentId) =>
      [...grants.keys()].flatMap((key) => (key.startsWith(`${agentId} `) ? [key.slice(agentId.length + 1)] : [])),
    forget(agentId) {
      for (const key of grants.keys()) if (agentId === undefined || key.startsWith(`${agentId} `)) grants.delete(key);
    },
  };
}

/** One of the integration's addresses, with the host name replaced by the server that stands for it, and the client's own names. */
function endpoint(
  app: InstalledApp,
  integration: Integration,
  which: 'authorize_url' | 'token_url',
  hosts: Readonly<Record<string, string>>,
): { readonly url: URL; readonly clientId: string; readonly clientSecret: string } {
  const sources = {
    fields: {},
    iparams: {},
    oauthFields: integration.oauth_iparams,
    oauthIparams: app.oauthIparams,
    context: {},
    accessToken: null,
  };
  // The addresses are no template: what counts is that no secret gets into them.
  const named = new URL(substitute(integration[which], 'path', 'server', sources));
  const base = hosts[named.hostname];
  if (base === undefined) throw new Error(`nothing stands for ${named.hostname}`);
  return {
    url: new URL(named.pathname + named.search, base),
    clientId: substitute(integration.client_id, 'headers', 'server', sources),
    clientSecret: substitute(integration.client_secret, 'headers', 'server', sources),
  };
}
