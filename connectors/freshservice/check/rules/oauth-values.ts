import { type App, OAUTH, REQUESTS } from '../app.ts';
import { entriesAt, jsonAt, textsIn } from '../json-at.ts';
import type { Rule } from '../rule.ts';
import { substitutionsIn } from './substitutions.ts';

const MOST_INTEGRATIONS = 3;

function integrationsOf({ oauth }: App): readonly (readonly [string, unknown])[] {
  return entriesAt(oauth, 'integrations');
}

export const oauthCount: Rule = {
  name: 'oauth-count',
  promise: 'at most three integrations, and one of them for agents',
  find: (app) => {
    const all = integrationsOf(app);
    const ofAgents = all.filter(([, value]) => jsonAt(value, 'token_type') === 'agent');
    const troubles = [];
    if (all.length > MOST_INTEGRATIONS)
      troubles.push(`There are ${all.length} integrations; 3.0 takes ${MOST_INTEGRATIONS}.`);
    if (ofAgents.length > 1) troubles.push('Only one integration may have "token_type": "agent".');
    return troubles.map((message) => ({ file: OAUTH, message }));
  },
};

export const oauthAddresses: Rule = {
  name: 'oauth-addresses',
  promise: 'sign-in and token addresses are https, with nothing secret in them',
  find: (app) =>
    integrationsOf(app).flatMap(([name, value]) =>
      ['authorize_url', 'token_url'].flatMap((part) => {
        const url = jsonAt(value, part);
        const message = typeof url === 'string' ? againstAddress(url, value) : null;
        return message === null ? [] : [{ file: OAUTH, message: `${name} › ${part}: ${message}` }];
      }),
    ),
};

function againstAddress(url: string, integration: unknown): string | null {
  if (!/^https:\/\/(<%=[^%]*%>|[a-z0-9.-]+)\/[^\s#]*$/i.test(url))
    return `"${url}" must begin with https:// and a host's name.`;
  const secret = substitutionsIn(url).find(
    (what) => what.from === 'oauth_iparams' && jsonAt(integration, 'oauth_iparams', what.name, 'secure') === true,
  );
  return secret === undefined ? null : 'a secure setting must not be part of an address.';
}

export const oauthSettings: Rule = {
  name: 'oauth-settings',
  promise: 'every substitution of the sign-in is one of its own oauth_iparams',
  find: (app) =>
    integrationsOf(app).flatMap(([name, value]) =>
      textsIn(value)
        .flatMap(substitutionsIn)
        .filter((what) => what.from !== 'oauth_iparams' || jsonAt(value, 'oauth_iparams', what.name) === undefined)
        .map((what) => ({
          file: OAUTH,
          message: `${name}: ${'name' in what ? what.name : 'a substitution'} is not among this integration's oauth_iparams.`,
        })),
    ),
};

export const oauthSecretOutside: Rule = {
  name: 'oauth-secret-outside',
  promise: 'the client’s name and secret are typed in by the admin, not written into the app',
  find: (app) =>
    integrationsOf(app).flatMap(([name, value]) =>
      ['client_id', 'client_secret']
        .filter((part) => {
          const written = jsonAt(value, part);
          return typeof written === 'string' && substitutionsIn(written).length === 0;
        })
        .map((part) => ({
          file: OAUTH,
          message: `${name} › ${part}: write <%= oauth_iparams.${part} %> and ask the admin.`,
        })),
    ),
};

export const oauthUsed: Rule = {
  name: 'oauth-used',
  promise: 'templates name integrations that exist, and every integration is used',
  find: (app) => {
    const known = integrationsOf(app).map(([name]) => name);
    const named = entriesAt(app.requests).flatMap(([template, value]) => {
      const oauth = jsonAt(value, 'options', 'oauth');
      return typeof oauth === 'string' ? [{ template, oauth }] : [];
    });
    return [
      ...named
        .filter(({ oauth }) => !known.includes(oauth))
        .map(({ template, oauth }) => ({
          file: REQUESTS,
          message: `${template}: there is no integration "${oauth}" in ${OAUTH}.`,
        })),
      ...known
        .filter((name) => !named.some(({ oauth }) => oauth === name))
        .map((name) => ({ file: OAUTH, message: `No template uses the integration "${name}". Take it out.` })),
    ];
  },
};

export const agentTokenInFront: Rule = {
  name: 'agent-token-in-front',
  promise: 'templates with an agent’s token are called from the agent’s browser only',
  find: (app) => {
    const ofAgents = integrationsOf(app)
      .filter(([, value]) => jsonAt(value, 'token_type') === 'agent')
      .map(([name]) => name);
    return entriesAt(app.requests)
      .filter(([, value]) => ofAgents.includes(String(jsonAt(value, 'options', 'oauth'))))
      .flatMap(([template]) =>
        app.server.flatMap(({ path, literals }) => {
          const line = literals.get(template);
          const message = `"${template}" needs an agent's token, and no agent is there. Use a template with the install secret.`;
          return line === undefined ? [] : [{ file: path, line, message }];
        }),
      );
  },
};
