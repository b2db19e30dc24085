import { orgSettings } from '../../../../../core/ports/installation.ts';
import type { Reply } from '../../../reply.ts';
import { CONNECTORS, isNameTaken } from '../connectors-page.ts';
import type { ConsoleDeps } from '../../console-deps.ts';
import { doneAt } from '../../console-page.ts';
import { type FormState, readForm, withError } from '../../form-reading.ts';
import type { SignedInVisit } from '../../visit.ts';
import { credentialsFrom, credentialsReaders } from './credentials-form.ts';
import { orgReaders, orgSettingsFrom } from './org-form.ts';
import { orgOf } from './org-of.ts';
import { refusesSignIn, showOrg } from './org-page.ts';

/** The new sign-in is tried before it replaces the old one: a mistyped secret must not cut a working org off. */
export async function orgCredentialsPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await orgOf(deps, visit);
  const again = (key: FormState): Promise<Reply> => showOrg(deps, visit, row, { key, status: 422 });
  const form = readForm(visit.request.body, credentialsReaders);
  if (!form.ok) return again(form.state);
  const reading = credentialsFrom(form.values, form.state, deps.orgs.isSigningKey);
  if (!reading.ok) return again(reading.state);
  const { credentials } = reading;
  const desk = await deps.orgs.deskFor({ address: row.address, credentials }, orgSettings(row.installation.settings));
  const findings = await desk.verify();
  if (refusesSignIn(findings)) {
    const trouble = { title: visit.texts.t('console.notDone'), text: visit.texts.t('console.org.refused') };
    return showOrg(deps, visit, row, { findings, trouble, status: 422 });
  }
  await deps.people.installations.rotateOrg(visit.person, row, credentials);
  return doneAt(`${CONNECTORS}/${row.installation.id}`, 'key-rotated');
}

export async function orgSettingsPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await orgOf(deps, visit);
  const { id } = row.installation;
  const again = (settings: FormState, status = 422): Promise<Reply> =>
    showOrg(deps, visit, row, {
      settings,
      status,
      trouble: { title: visit.texts.t('console.notDone'), text: visit.texts.t('console.checkForm') },
    });
  const form = readForm(visit.request.body, orgReaders());
  if (!form.ok) return again(form.state);
  const reading = orgSettingsFrom(form.values, form.state, row.installation.settings, deps.remoteTool);
  if (!reading.ok) return again(reading.state);
  const { name, environment } = form.values;
  if (await isNameTaken(deps, name, id)) {
    return again(withError(form.state, 'name', { key: 'console.error.nameTaken' }), 409);
  }
  const { settings } = reading;
  await deps.people.installations.change(visit.person, row, { name, environment, settings, plan: row.plan });
  return doneAt(`${CONNECTORS}/${id}`, 'connector-saved');
}
