import type { Request } from 'express';
import type { Installation } from '../../../core/ports/installation.ts';
import { parse } from '../parse.ts';
import { problem, unauthorized } from '../problem.ts';
import { json } from '../reply.ts';
import type { ApiDeps } from './api-deps.ts';
import type { ApiRoute } from './api-route.ts';
import {
  acceptedAnswer,
  installedAnswer,
  installedSchema,
  OLDEST_APP_PROTOCOL,
  SERVER_PROTOCOL,
  ticketChangedSchema,
  uninstalledSchema,
} from './app-schema.ts';
import { tokenOwner } from './caller.ts';

/** What the app's own server part may do: only the installation itself, never one of its agents. */
async function demandInstallation(deps: ApiDeps, request: Request): Promise<Installation> {
  const owner = await tokenOwner(deps, request);
  if (owner.kind !== 'installation') {
    throw problem(
      403,
      'secret-needed',
      'This is for the app itself',
      'Send the install secret, not the token of an agent.',
    );
  }
  const installation = await deps.installations.find(owner.installationId);
  if (installation === null) throw unauthorized();
  return installation;
}

const installed: ApiRoute = {
  method: 'post',
  path: '/app/installed',
  operationId: 'appInstalled',
  summary: 'The app was installed, updated, or its settings changed: proves server and secret before the app is let in',
  query: null,
  body: installedSchema,
  answer: { statuses: [200], description: 'The app may be installed', schema: installedAnswer },
  problems: [403, 409],
  handle: async (deps, request) => {
    const installation = await demandInstallation(deps, request);
    const { protocol, version, account } = parse(installedSchema, request.body);
    if (protocol < OLDEST_APP_PROTOCOL) {
      throw problem(
        409,
        'app-too-old',
        'This app is too old for this server',
        'Install the app that came with the server.',
      );
    }
    if (!(await deps.app.isSameAccount(installation.id, account.domain))) {
      throw problem(
        409,
        'other-account',
        'This secret belongs to another help desk account',
        'Use the secret of the account in which the app is installed.',
      );
    }
    const { id: accountId, domain, region } = account;
    await deps.app.installs.installed(installation.id, { version, protocol, accountId, domain, region });
    const { name, environment } = installation;
    return json(200, {
      server: 'session-requests',
      protocol: SERVER_PROTOCOL,
      minApp: OLDEST_APP_PROTOCOL,
      installation: { name, environment },
    });
  },
};

const ticketChanged: ApiRoute = {
  method: 'post',
  path: '/app/ticket-changed',
  operationId: 'ticketChanged',
  summary: 'Something about a ticket changed; it is looked at soon, and the same hint twice is one look',
  query: null,
  body: ticketChangedSchema,
  answer: { statuses: [202], description: 'Kept; the look follows', schema: acceptedAnswer },
  problems: [403],
  handle: async (deps, request) => {
    const installation = await demandInstallation(deps, request);
    const { ticket } = parse(ticketChangedSchema, request.body);
    await deps.app.hint(installation.id, ticket);
    await deps.app.installs.heard(installation.id);
    return json(202, { accepted: true });
  },
};

const uninstalled: ApiRoute = {
  method: 'post',
  path: '/app/uninstalled',
  operationId: 'appUninstalled',
  summary: 'The app was removed: what agents allowed it to do for them ends; requests, logs and secrets stay',
  query: null,
  body: uninstalledSchema,
  answer: { statuses: [202], description: 'Noted', schema: acceptedAnswer },
  problems: [403],
  handle: async (deps, request) => {
    const installation = await demandInstallation(deps, request);
    parse(uninstalledSchema, request.body);
    await deps.app.installs.uninstalled(installation.id);
    return json(202, { accepted: true });
  },
};

export const appRoutes: readonly ApiRoute[] = [installed, ticketChanged, uninstalled];
