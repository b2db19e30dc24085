import type { Finding } from '../../../../core/ports/answer.ts';
import { AWAITED } from '../../../../core/session-request/values.ts';
import type { InstallationRow } from '../../../storage/store.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.ts';
import { choicesField, flagField, wholeNumberField } from '../field-readers.ts';
import { EMPTY_FORM, type FormState, readForm } from '../form-reading.ts';
import { type FieldSpec, fieldViews } from '../form-view.ts';
import type { SignedInVisit } from '../visit.ts';
import { connectorOf } from './connector-page.ts';
import { CONNECTORS } from './connectors-page.ts';
import { lookWhoWouldHear } from './never-alone-look.ts';

const MINUTE_MS = 60_000;
const MOST_MINUTES = 120;
const READERS = { minutes: wholeNumberField(1, MOST_MINUTES), tells: choicesField(AWAITED), callBacks: flagField };

type Shown = { readonly state?: FormState; readonly findings?: readonly Finding[]; readonly status?: number };

const pathOf = (id: string): string => `${CONNECTORS}/${id}/never-alone`;

/** What happens at an account when somebody allows access and nobody comes. */
export async function neverAlonePage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, await connectorOf(deps, visit), {});
}

export async function neverAlonePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await connectorOf(deps, visit);
  const form = readForm(visit.request.body, READERS);
  if (!form.ok) return show(deps, visit, row, { state: form.state, status: 422 });
  const { id, name, environment, settings } = row.installation;
  const { minutes, tells, callBacks } = form.values;
  const lifecycle = {
    ...settings.lifecycle,
    nobodyCameAfterMs: minutes * MINUTE_MS,
    nobodyCameTells: tells,
    callBacks,
  };
  const changed = { name, environment, settings: { ...settings, lifecycle }, plan: row.plan };
  await deps.people.installations.change(visit.person, row, changed);
  return doneAt(pathOf(id), 'never-alone-saved');
}

export async function neverAloneTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await connectorOf(deps, visit);
  return show(deps, visit, row, { findings: await lookWhoWouldHear(deps, visit, row.installation) });
}

function specs({ installation }: InstallationRow, { texts: { t } }: SignedInVisit): readonly FieldSpec[] {
  const { nobodyCameAfterMs, nobodyCameTells, callBacks } = installation.settings.lifecycle;
  return [
    {
      kind: 'number',
      name: 'minutes',
      label: t('console.neverAlone.minutes'),
      value: String(Math.max(1, Math.round(nobodyCameAfterMs / MINUTE_MS))),
      required: true,
    },
    {
      kind: 'checkboxes',
      name: 'tells',
      label: t('console.neverAlone.tells'),
      hint: t('console.neverAlone.tellNobody'),
      values: nobodyCameTells,
      options: AWAITED.map((told) => ({ value: told, label: t(`console.neverAlone.tell.${told}`) })),
    },
    {
      kind: 'checkbox',
      name: 'callBacks',
      label: t('console.connector.callBacks'),
      hint: t('console.connector.callBacksHint'),
      checked: callBacks,
    },
  ];
}

async function show(deps: ConsoleDeps, visit: SignedInVisit, row: InstallationRow, shown: Shown): Promise<Reply> {
  const { texts } = visit;
  const { id, name } = row.installation;
  return consolePage(deps.pages, visit, {
    template: 'never-alone',
    title: texts.t('console.neverAlone.of', { name }),
    area: 'connectors',
    status: shown.status ?? 200,
    view: {
      base: pathOf(id),
      back: `${CONNECTORS}/${id}`,
      name,
      findings: shown.findings ?? [],
      fields: fieldViews(specs(row, visit), shown.state ?? EMPTY_FORM, texts),
    },
  });
}
