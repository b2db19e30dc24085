import type { Finding } from '../../../../core/ports/answer.ts';
import type { NewRemoteAccount, RemoteAccount } from '../../../session-watch/remote-accounts.ts';
import type { InstallationRow } from '../../../storage/store.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.ts';
import { EMPTY_FORM, type FormState, readForm, withError } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import { moment, notFound, paramOf, type SignedInVisit } from '../visit.ts';
import { accountReaders, accountSpecs } from './account-form.ts';

export const ACCOUNTS = '/console/anydesk';

type Shown = {
  readonly state?: FormState;
  readonly status?: number;
  readonly findings?: readonly Finding[];
  readonly trouble?: string;
};

/** The accounts at AnyDesk whose sessions are watched, and a new one. */
export async function remoteAccountsPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return showAll(deps, visit, {});
}

/** Stored as soon as AnyDesk does not say no: what is not reachable now may be so later. */
export async function remoteAccountAddPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const asked = await readAccount(deps, visit, null);
  if (!asked.ok) return showAll(deps, visit, { state: asked.state, status: 422 });
  const { account, password, state } = asked;
  const findings = await tried(deps, { ...account, apiPassword: password ?? '' });
  if (isRefused(findings)) {
    const refused = withError(state, 'password', { key: 'console.remote.refused' });
    return showAll(deps, visit, { state: refused, findings, status: 422 });
  }
  const id = await deps.people.remoteAccounts.add(visit.person, account, password ?? '');
  return doneAt(`${ACCOUNTS}/${id}`, 'remote-account-added');
}

export async function remoteAccountPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return showOne(deps, visit, await accountOf(deps, visit), {});
}

export async function remoteAccountTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const account = await accountOf(deps, visit);
  const records = await deps.remote.records.of(account.id);
  if (records === null) return showOne(deps, visit, account, { trouble: visit.texts.t('console.remote.notUsable') });
  const findings = await records.verify(await deps.remote.agentDevices());
  return showOne(deps, visit, account, { findings });
}

/** A new password is tried before it replaces the old one: a mistyped one must not cut a working account off. */
export async function remoteAccountChangePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const before = await accountOf(deps, visit);
  const asked = await readAccount(deps, visit, before);
  if (!asked.ok) return showOne(deps, visit, before, { state: asked.state, status: 422 });
  const { account, password, state } = asked;
  const findings = password === null ? [] : await tried(deps, { ...account, apiPassword: password });
  if (isRefused(findings)) {
    const refused = withError(state, 'password', { key: 'console.remote.refused' });
    return showOne(deps, visit, before, { state: refused, findings, status: 422 });
  }
  await deps.people.remoteAccounts.change(visit.person, before.id, account, password);
  return doneAt(`${ACCOUNTS}/${before.id}`, 'remote-account-saved');
}

export async function remoteAccountRemovePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { id } = await accountOf(deps, visit);
  await deps.people.remoteAccounts.remove(visit.person, id);
  return doneAt(ACCOUNTS, 'remote-account-removed');
}

type Asked =
  | {
      readonly ok: true;
      readonly account: NewRemoteAccount;
      readonly password: string | null;
      readonly state: FormState;
    }
  | { readonly ok: false; readonly state: FormState };

async function readAccount(deps: ConsoleDeps, visit: SignedInVisit, before: RemoteAccount | null): Promise<Asked> {
  const readers = accountReaders(await deps.people.installations.list(), before, deps.remote.readApiAddress);
  const form = readForm(visit.request.body, readers);
  if (!form.ok) return form;
  const { state, values } = form;
  const { address } = values;
  const licenseId = values.licenseId.replaceAll(' ', '');
  const isSameDoor = before?.address === address && before.licenseId === licenseId;
  // Otherwise a stored password, which nobody may see, could be used at an address of somebody's choice.
  if (before !== null && values.password === '' && !isSameDoor) {
    return { ok: false, state: withError(state, 'password', { key: 'console.remote.passwordAgain' }) };
  }
  const account = { name: values.name, installationId: values.account, address, licenseId };
  return { ok: true, account, password: values.password === '' ? null : values.password, state };
}

async function tried(
  { remote }: ConsoleDeps,
  account: Parameters<ConsoleDeps['remote']['recordsFor']>[0],
): Promise<readonly Finding[]> {
  return (await remote.recordsFor(account)?.verify(await remote.agentDevices())) ?? [];
}

function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ check, level }) => check === 'credentials' && level === 'problem');
}

async function accountOf(deps: ConsoleDeps, visit: SignedInVisit): Promise<RemoteAccount> {
  const account = await deps.people.remoteAccounts.find(paramOf(visit, 'accountId'));
  if (account === null) throw notFound();
  return account;
}

async function showAll(deps: ConsoleDeps, visit: SignedInVisit, shown: Shown): Promise<Reply> {
  const { texts } = visit;
  const [accounts, rows] = await Promise.all([deps.people.remoteAccounts.list(), deps.people.installations.list()]);
  return consolePage(deps.pages, visit, {
    template: 'anydesk',
    title: texts.t('console.area.anydesk'),
    area: 'anydesk',
    status: shown.status ?? 200,
    view: {
      accounts: accounts.map((account) => accountView(account, rows, visit)),
      findings: shown.findings ?? [],
      fields: fieldViews(accountSpecs(null, rows, texts), shown.state ?? EMPTY_FORM, texts),
    },
  });
}

async function showOne(deps: ConsoleDeps, visit: SignedInVisit, account: RemoteAccount, shown: Shown): Promise<Reply> {
  const { texts } = visit;
  const rows = await deps.people.installations.list();
  const trouble = shown.trouble === undefined ? null : { title: texts.t('console.notDone'), text: shown.trouble };
  return consolePage(deps.pages, visit, {
    template: 'anydesk-account',
    title: account.name,
    area: 'anydesk',
    status: shown.status ?? 200,
    trouble,
    view: {
      ...accountView(account, rows, visit),
      findings: shown.findings ?? [],
      fields: fieldViews(accountSpecs(account, rows, texts), shown.state ?? EMPTY_FORM, texts),
    },
  });
}

function accountView(account: RemoteAccount, rows: readonly InstallationRow[], visit: SignedInVisit) {
  const { id, name, address, licenseId, askedAt, trouble } = account;
  const ofInstallation = rows.find(({ installation }) => installation.id === account.installationId);
  return {
    base: `${ACCOUNTS}/${id}`,
    name,
    licenseId,
    host: new URL(address).host,
    account: ofInstallation?.installation.name ?? '',
    asked: askedAt === null ? '' : moment(visit, askedAt),
    because: trouble?.because ?? '',
    since: trouble === null ? '' : moment(visit, trouble.since),
  };
}
