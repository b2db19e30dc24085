import type { Finding } from '../../../../core/ports/answer.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.ts';
import { EMPTY_FORM, type FormState, readForm } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import { timeZones } from '../time-zones.ts';
import type { SignedInVisit } from '../visit.ts';
import { connectorOf } from './connector-page.ts';
import { CONNECTORS } from './connectors-page.ts';
import { timesFrom, timesReaders } from './times-form.ts';
import { timesNow } from './times-now.ts';
import { hoursSpecs, reminderSpecs } from './times-specs.ts';
import { testTimes } from './times-test.ts';

/** When end users of an account are reminded of appointments, and when its help desk works. */
export function timesPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, null);
}

export async function timesPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const row = await connectorOf(deps, visit);
  const form = readForm(visit.request.body, timesReaders());
  if (!form.ok) return show(deps, visit, form.state);
  const reading = timesFrom(form.values, form.state);
  if (!reading.ok) return show(deps, visit, reading.state);
  const { id, name, environment, settings } = row.installation;
  const lifecycle = { ...settings.lifecycle, ...reading.times };
  await deps.people.installations.change(visit.person, row, {
    name,
    environment,
    settings: { ...settings, lifecycle },
    plan: row.plan,
  });
  return doneAt(`${CONNECTORS}/${id}/times`, 'connector-saved');
}

export async function timesTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { installation } = await connectorOf(deps, visit);
  return show(deps, visit, null, await testTimes(deps, visit, installation.settings));
}

async function show(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  wrong: FormState | null,
  findings: readonly Finding[] = [],
): Promise<Reply> {
  const row = await connectorOf(deps, visit);
  const { texts } = visit;
  const { id, name, settings } = row.installation;
  const state = wrong ?? EMPTY_FORM;
  return consolePage(deps.pages, visit, {
    template: 'times',
    title: texts.t('console.times.title'),
    area: 'connectors',
    status: wrong === null ? 200 : 422,
    trouble: wrong === null ? null : { title: texts.t('console.notDone'), text: texts.t('console.checkForm') },
    view: {
      back: `${CONNECTORS}/${id}`,
      base: `${CONNECTORS}/${id}/times`,
      account: name,
      findings,
      lines: timesNow(settings, deps.core.clock.now(), texts),
      reminders: fieldViews(reminderSpecs(settings, texts), state, texts, 't'),
      hours: fieldViews(hoursSpecs(settings, texts), state, texts, 't'),
      zones: timeZones(),
    },
  });
}
