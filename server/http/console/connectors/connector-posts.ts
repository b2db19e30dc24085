import type { Finding } from '../../../../core/ports/answer.ts';
import { SECRET_PURPOSES } from '../../../storage/people-tables.ts';
import type { InstallationRow } from '../../../storage/store.ts';
import type { Reply } from '../../reply.ts';
import { connectorOf, showAccount, showConnector } from './connector-page.ts';
import { settingsFrom, settingsReaders } from './connector-form.ts';
import { CONNECTORS, isNameTaken } from './connectors-page.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { doneAt } from '../console-page.ts';
import { choiceField, passwordField, textField } from '../field-readers.ts';
import { readForm, withError } from '../form-reading.ts';
import { notFound, paramOf, type SignedInVisit } from '../visit.ts';

/** Tries the account as it is stored. Nothing is changed, here or there. */
export async function connectorTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await connectorOf(deps, visit);
  const desk = await deps.helpDesks.of(row.installation.id);
  const findings: readonly Finding[] =
    desk === null
      ? [{ check: 'credentials', level: 'problem', message: visit.texts.t('console.connector.noKey'), mend: null }]
      : await desk.verify();
  return showAccount(deps, visit, row, { findings });
}

/** Orgs have forms of their own. */
async function deskOf(deps: ConsoleDeps, visit: SignedInVisit): Promise<InstallationRow> {
  const row = await connectorOf(deps, visit);
  if (row.installation.helpDesk !== 'freshservice') throw notFound();
  return row;
}

/** The new key is tried before it replaces the old one: a mistyped key must not cut a working account off. */
export async function connectorKeyPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await deskOf(deps, visit);
  const form = readForm(visit.request.body, { apiKey: passwordField });
  if (!form.ok) return showConnector(deps, visit, row, { key: form.state, status: 422 });
  const apiKey = form.values.apiKey.trim();
  const account = { address: row.address, plan: row.plan, apiKey };
  const findings = await deps.helpDeskFor(account, row.installation.settings.statusField).verify();
  if (findings.some(({ check, level }) => check === 'credentials' && level === 'problem')) {
    const trouble = {
      title: visit.texts.t('console.notDone'),
      text: visit.texts.t('console.connector.keyRefused'),
    };
    return showConnector(deps, visit, row, { findings, trouble, status: 422 });
  }
  await deps.people.installations.rotateKey(visit.person, row, apiKey);
  return doneAt(`${CONNECTORS}/${row.installation.id}`, 'key-rotated');
}

export async function connectorSettingsPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await deskOf(deps, visit);
  const { id } = row.installation;
  const form = readForm(visit.request.body, settingsReaders(deps.plans));
  const again = (settings: typeof form.state, status: number) =>
    showConnector(deps, visit, row, {
      settings,
      status,
      trouble: { title: visit.texts.t('console.notDone'), text: visit.texts.t('console.checkForm') },
    });
  if (!form.ok) return again(form.state, 422);
  const reading = settingsFrom(form.values, form.state, row.installation.settings, deps.remoteTool);
  if (!reading.ok) return again(reading.state, 422);
  if (await isNameTaken(deps, form.values.name, id)) {
    return again(withError(form.state, 'name', { key: 'console.error.nameTaken' }), 409);
  }
  const { name, environment } = form.values;
  const { plan, settings } = reading;
  await deps.people.installations.change(visit.person, row, { name, environment, settings, plan });
  return doneAt(`${CONNECTORS}/${id}`, 'connector-saved');
}

/** The secret is shown on the answer itself and never again. */
export async function connectorSecretPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await connectorOf(deps, visit);
  const form = readForm(visit.request.body, { purpose: choiceField(SECRET_PURPOSES) });
  if (!form.ok) throw notFound();
  const { purpose } = form.values;
  const value = await deps.people.installSecrets.make(visit.person, row.installation.id, purpose);
  if (value !== null) return showAccount(deps, visit, row, { secret: { purpose, value } });
  const trouble = { title: visit.texts.t('console.notDone'), text: visit.texts.t('console.secret.tooMany') };
  return showAccount(deps, visit, row, { trouble, status: 409 });
}

export async function connectorRevokePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await connectorOf(deps, visit);
  const { id } = row.installation;
  const done = await deps.people.installSecrets.revoke(visit.person, id, paramOf(visit, 'secretId'));
  if (!done) throw notFound();
  return doneAt(`${CONNECTORS}/${id}`, 'secret-revoked');
}

/** Typing the name is the second thought. */
export async function connectorRemovePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await connectorOf(deps, visit);
  const form = readForm(visit.request.body, { confirm: textField({ most: 80, required: true }) });
  if (!form.ok) return showAccount(deps, visit, row, { removal: form.state, status: 422 });
  if (form.values.confirm !== row.installation.name) {
    const removal = withError(form.state, 'confirm', { key: 'console.error.typeName' });
    return showAccount(deps, visit, row, { removal, status: 422 });
  }
  await deps.people.installations.remove(visit.person, row);
  return doneAt(CONNECTORS, 'connector-removed');
}
