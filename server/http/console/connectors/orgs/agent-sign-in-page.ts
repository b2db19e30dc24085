import type { InstallationRow } from '../../../../storage/store.ts';
import type { ProviderLook } from '../../../../sign-in/oidc/look-at-provider.ts';
import type { Reply } from '../../../reply.ts';
import type { ConsoleDeps } from '../../console-deps.ts';
import { consolePage, doneAt } from '../../console-page.ts';
import { EMPTY_FORM, type FormState, readForm, withError } from '../../form-reading.ts';
import { fieldViews } from '../../form-view.ts';
import type { SignedInVisit } from '../../visit.ts';
import { CONNECTORS } from '../connectors-page.ts';
import { agentSignInReaders, agentSignInSpecs } from './agent-sign-in-form.ts';
import { orgOf } from './org-of.ts';
import type { RightsReading } from './org-deps.ts';

const pathOf = (installationId: string): string => `${CONNECTORS}/${installationId}/agent-sign-in`;

/** How the agents of an org sign in here with it. */
export async function agentSignInPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, await orgOf(deps, visit), {});
}

export async function agentSignInPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await orgOf(deps, visit);
  const { id } = row.installation;
  const form = readForm(visit.request.body, agentSignInReaders);
  if (!form.ok) return show(deps, visit, row, { state: form.state, status: 422 });
  const { clientId, clientSecret, hours } = form.values;
  const before = await deps.orgs.signIns.clients.shown(id);
  // A secret belongs to its app: the stored one is never sent along with another key.
  if (clientSecret === '' && before?.clientId !== clientId) {
    const error =
      before === null ? ({ key: 'console.error.empty' } as const) : ({ key: 'console.orgSignIn.secretAgain' } as const);
    return show(deps, visit, row, { state: withError(form.state, 'clientSecret', error), status: 422 });
  }
  const secret = clientSecret === '' ? null : clientSecret;
  await deps.orgs.signIns.clients.save(visit.person, id, { clientId, hours }, secret);
  return doneAt(pathOf(id), 'org-sign-in-saved');
}

export async function agentSignInRemovePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { id } = (await orgOf(deps, visit)).installation;
  await deps.orgs.signIns.clients.remove(visit.person, id);
  return doneAt(pathOf(id), 'org-sign-in-removed');
}

/** Asks the org about the app, and whether it tells us who may work with requests. */
export async function agentSignInTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await orgOf(deps, visit);
  const { id, name } = row.installation;
  const look = await deps.orgs.signIns.test(id);
  if (look === null) return show(deps, visit, row, { status: 409 });
  const rights = await deps.orgs.readsRights(id);
  return show(deps, visit, row, { tested: findings(look, rights, name, visit) });
}

type Finding = { readonly level: 'ok' | 'problem'; readonly text: string };

function findings(
  look: ProviderLook,
  rights: RightsReading,
  org: string,
  { texts }: SignedInVisit,
): readonly Finding[] {
  const told: Finding = {
    level: rights === 'yes' ? 'ok' : 'problem',
    text: texts.t(`console.orgSignIn.rights.${rights}`, { org }),
  };
  if (!look.ok) return [{ level: 'problem', text: texts.t(`console.orgSignIn.trouble.${look.trouble.code}`) }, told];
  const { host } = look;
  return [
    { level: 'ok', text: texts.t('console.orgSignIn.found', { host }) },
    { level: 'ok', text: texts.t(`console.provider.client.${look.client}`) },
    told,
  ];
}

type Shown = { readonly state?: FormState; readonly tested?: readonly Finding[]; readonly status?: number };

async function show(deps: ConsoleDeps, visit: SignedInVisit, row: InstallationRow, shown: Shown): Promise<Reply> {
  const { texts } = visit;
  const { id, name } = row.installation;
  const { clients, redirectUri } = deps.orgs.signIns;
  const client = await clients.shown(id);
  return consolePage(deps.pages, visit, {
    template: 'org-agent-sign-in',
    title: texts.t('console.orgSignIn.title', { org: name }),
    area: 'connectors',
    status: shown.status ?? 200,
    view: {
      base: pathOf(id),
      back: `${CONNECTORS}/${id}`,
      org: name,
      isSet: client !== null,
      redirectUri: redirectUri(id),
      tested: shown.tested ?? [],
      fields: fieldViews(agentSignInSpecs(client, texts), shown.state ?? EMPTY_FORM, texts),
    },
  });
}
