import type { HelpDeskKind } from '../../../../core/ports/installation.ts';
import { passwordField, textField } from '../field-readers.ts';
import type { Reply } from '../../reply.ts';
import { newAccount, settingsGroups } from './connector-specs.ts';
import { settingsFrom, settingsReaders } from './connector-form.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.ts';
import { EMPTY_FORM, type FormState, readForm, withError } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import { timeZones } from '../time-zones.ts';
import type { SignedInVisit } from '../visit.ts';

export const CONNECTORS = '/console/connectors';

/** As their vendors write them. */
const PRODUCTS: Readonly<Record<HelpDeskKind, string>> = { freshservice: 'Freshservice', salesforce: 'Salesforce' };

/** Every connected help desk account. */
export async function connectorsPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { texts } = visit;
  const rows = await deps.people.installations.list();
  return consolePage(deps.pages, visit, {
    template: 'connectors',
    title: texts.t('console.area.connectors'),
    area: 'connectors',
    view: {
      accounts: rows.map(({ installation, address }) => ({
        href: `${CONNECTORS}/${installation.id}`,
        name: installation.name,
        address: hostOf(address),
        product: PRODUCTS[installation.helpDesk],
        isTest: installation.environment === 'test',
      })),
    },
  });
}

export async function newConnectorPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, EMPTY_FORM, 200);
}

export async function newConnectorPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const readers = {
    address: textField({ most: 300, required: true }),
    apiKey: passwordField,
    ...settingsReaders(deps.plans),
  };
  const form = readForm(visit.request.body, readers);
  if (!form.ok) return show(deps, visit, form.state, 422);
  const address = deps.readAddress(form.values.address);
  if (address === null) {
    return show(deps, visit, withError(form.state, 'address', { key: 'console.error.freshserviceAddress' }), 422);
  }
  const reading = settingsFrom(form.values, form.state, null, deps.remoteTool);
  if (!reading.ok) return show(deps, visit, reading.state, 422);
  if (await isNameTaken(deps, form.values.name, null)) {
    return show(deps, visit, withError(form.state, 'name', { key: 'console.error.nameTaken' }), 409);
  }
  const id = await deps.people.installations.add(visit.person, {
    helpDesk: 'freshservice',
    name: form.values.name,
    environment: form.values.environment,
    settings: reading.settings,
    address,
    plan: reading.plan,
    apiKey: form.values.apiKey.trim(),
  });
  return doneAt(`${CONNECTORS}/${id}`, 'connector-added');
}

/** Names tell accounts apart, and removing one asks for its name. */
export async function isNameTaken(deps: ConsoleDeps, name: string, exceptId: string | null): Promise<boolean> {
  const rows = await deps.people.installations.list();
  return rows.some(({ installation }) => installation.name === name && installation.id !== exceptId);
}

export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

function show(deps: ConsoleDeps, visit: SignedInVisit, state: FormState, status: number): Reply {
  const { texts, zone } = visit;
  const credentials = fieldViews(
    [
      {
        kind: 'text',
        name: 'address',
        label: texts.t('console.connector.address'),
        value: '',
        required: true,
        hint: texts.t('console.connector.addressHint'),
      },
      {
        kind: 'password',
        name: 'apiKey',
        label: texts.t('console.connector.apiKey'),
        required: true,
        hint: texts.t('console.connector.apiKeyHint'),
      },
    ],
    state,
    texts,
  );
  const groups = settingsGroups(newAccount(texts.language, zone), deps.plans, texts);
  return consolePage(deps.pages, visit, {
    template: 'new-connector',
    title: texts.t('console.connector.addTitle'),
    area: 'connectors',
    status,
    trouble: status === 200 ? null : { title: texts.t('console.notDone'), text: texts.t('console.checkForm') },
    view: {
      credentials,
      groups: groups.map(({ name, specs }) => ({ name, fields: fieldViews(specs, state, texts) })),
      zones: timeZones(),
    },
  });
}
