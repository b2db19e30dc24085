import type { Reply } from '../../../reply.ts';
import { newAccount } from '../connector-specs.ts';
import { CONNECTORS, isNameTaken } from '../connectors-page.ts';
import type { ConsoleDeps } from '../../console-deps.ts';
import { consolePage, doneAt } from '../../console-page.ts';
import { textField } from '../../field-readers.ts';
import { EMPTY_FORM, type FormState, readForm, withError } from '../../form-reading.ts';
import { fieldViews } from '../../form-view.ts';
import { timeZones } from '../../time-zones.ts';
import type { SignedInVisit } from '../../visit.ts';
import { credentialsFrom, credentialsReaders, credentialsSpecs } from './credentials-form.ts';
import { orgGroups, orgReaders, orgSettingsFrom } from './org-form.ts';

export async function newOrgPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, EMPTY_FORM, 200);
}

export async function newOrgPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const again = (state: FormState, status = 422): Reply => show(deps, visit, state, status);
  const readers = { address: textField({ most: 300, required: true }), ...credentialsReaders, ...orgReaders() };
  const form = readForm(visit.request.body, readers);
  if (!form.ok) return again(form.state);
  const { values, state } = form;
  const address = deps.orgs.readAddress(values.address);
  if (address === null) return again(withError(state, 'address', { key: 'console.error.orgAddress' }));
  const credentials = credentialsFrom(values, state, deps.orgs.isSigningKey);
  if (!credentials.ok) return again(credentials.state);
  const reading = orgSettingsFrom(values, state, null, deps.remoteTool);
  if (!reading.ok) return again(reading.state);
  if (await isNameTaken(deps, values.name, null)) {
    return again(withError(state, 'name', { key: 'console.error.nameTaken' }), 409);
  }
  const id = await deps.people.installations.add(visit.person, {
    helpDesk: 'salesforce',
    name: values.name,
    environment: values.environment,
    settings: reading.settings,
    address,
    plan: '',
    org: credentials.credentials,
  });
  return doneAt(`${CONNECTORS}/${id}`, 'connector-added');
}

function show(deps: ConsoleDeps, visit: SignedInVisit, state: FormState, status: number): Reply {
  const { texts, zone } = visit;
  const address = {
    kind: 'text',
    name: 'address',
    label: texts.t('console.org.address'),
    value: '',
    required: true,
    hint: texts.t('console.org.addressHint'),
  } as const;
  const groups = orgGroups({ ...newAccount(texts.language, zone), name: 'Salesforce' }, texts);
  return consolePage(deps.pages, visit, {
    template: 'new-org',
    title: texts.t('console.org.addTitle'),
    area: 'connectors',
    status,
    trouble: status === 200 ? null : { title: texts.t('console.notDone'), text: texts.t('console.checkForm') },
    view: {
      credentials: fieldViews([address, ...credentialsSpecs(texts)], state, texts),
      groups: groups.map(({ name, specs }) => ({ name, fields: fieldViews(specs, state, texts) })),
      zones: timeZones(),
    },
  });
}
