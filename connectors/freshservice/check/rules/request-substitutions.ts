import { type App, REQUESTS } from '../app.ts';
import { entriesAt, fieldsOf, jsonAt, textsIn } from '../json-at.ts';
import type { Rule } from '../rule.ts';
import { type Substitution, substitutionsIn } from './substitutions.ts';
import { isFrontTemplate } from './template-names.ts';

type Use = {
  readonly template: string;
  readonly part: 'host' | 'path' | 'query' | 'headers';
  readonly oauth: unknown;
  readonly what: Substitution;
};

function usesIn({ requests }: App): readonly Use[] {
  return entriesAt(requests).flatMap(([template, value]) =>
    (['host', 'path', 'query', 'headers'] as const).flatMap((part) =>
      textsIn(jsonAt(value, 'schema', part))
        .flatMap(substitutionsIn)
        .map((what) => ({ template, part, oauth: jsonAt(value, 'options', 'oauth'), what })),
    ),
  );
}

function rule(name: string, promise: string, against: (use: Use, app: App) => string | null): Rule {
  return {
    name,
    promise,
    find: (app) =>
      usesIn(app).flatMap((use) => {
        const message = against(use, app);
        return message === null ? [] : [{ file: REQUESTS, message: `${use.template} › ${use.part}: ${message}` }];
      }),
  };
}

export const substitutionSyntax = rule(
  'substitution-syntax',
  'substitutions are of the kinds that the platform knows',
  ({ what }) =>
    what.from === 'unknown'
      ? `<%= ${what.written} %> is not a substitution. There are iparam.name, context.name, oauth_iparams.name, access_token and encode(…).`
      : null,
);

export const substitutionKnown = rule(
  'substitution-known',
  'every setting that a template uses exists',
  ({ what, oauth }, { iparams, oauth: config }) => {
    if (what.from === 'iparam' && !Object.hasOwn(fieldsOf(iparams), what.name)) {
      return `there is no setting "${what.name}" in config/iparams.json.`;
    }
    if (what.from !== 'oauth_iparams') return null;
    const known = jsonAt(config, 'integrations', String(oauth), 'oauth_iparams', what.name);
    return known === undefined ? `there is no oauth_iparams "${what.name}" for the template's integration.` : null;
  },
);

export const secretsInHeaders = rule(
  'secrets-in-headers',
  'secrets travel in headers only, never in a host, path or query',
  ({ what, part, oauth }, { iparams, oauth: config }) => {
    if (part === 'headers') return null;
    if (what.from === 'access_token') return 'the access token belongs into a header.';
    const field =
      what.from === 'iparam'
        ? jsonAt(iparams, what.name)
        : what.from === 'oauth_iparams' && jsonAt(config, 'integrations', String(oauth), 'oauth_iparams', what.name);
    return jsonAt(field, 'secure') === true && 'name' in what
      ? `the secure setting "${what.name}" belongs into a header; addresses are logged on their way.`
      : null;
  },
);

export const contextInFront = rule(
  'context-in-front',
  'what the browser says never gets into the host or a header',
  ({ what, part, template }, app) =>
    what.from === 'context' && (part === 'host' || part === 'headers') && isFrontTemplate(app, template)
      ? `context.${what.name} comes from the agent's browser, which may choose neither host nor headers. Use path or query.`
      : null,
);

export const tokenWithOauth = rule(
  'token-with-oauth',
  'the access token is used where options name the integration it comes from',
  ({ what, oauth }) =>
    what.from === 'access_token' && oauth === undefined ? 'access_token needs "oauth" under options.' : null,
);
