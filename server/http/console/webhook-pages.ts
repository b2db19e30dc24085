import { webhookAddressProblem } from '../../deliveries/webhook/webhook-address.ts';
import type { WebhookEndpoint } from '../../deliveries/webhook/webhook-endpoints.ts';
import type { InstallationRow } from '../../storage/store.ts';
import type { Reply } from '../reply.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { consolePage, doneAt } from './console-page.ts';
import { EVENT_TYPES } from './requests/event-types.ts';
import { choiceField, choicesField, optional, refined, textField } from './field-readers.ts';
import { EMPTY_FORM, type FormState, readForm } from './form-reading.ts';
import { type FieldSpec, fieldViews } from './form-view.ts';
import type { Notice } from './notices.ts';
import { moment, notFound, paramOf, type SignedInVisit } from './visit.ts';

const PATH = '/console/webhooks';

type Shown = {
  readonly state?: FormState;
  readonly status?: number;
  /** Made just now; never shown again. */
  readonly secret?: { readonly url: string; readonly value: string };
  readonly tested?: { readonly level: 'ok' | 'problem'; readonly url: string; readonly text: string };
};

/** Addresses that are told what happens to requests. */
export async function webhooksPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, {});
}

export async function webhookAddPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const rows = await deps.people.installations.list();
  const { allowLoopback } = deps;
  const readers = {
    url: refined(
      textField({ most: 2000, required: true }),
      (url) => webhookAddressProblem(url, { allowLoopback }) === null,
      { key: 'console.error.webhookUrl' },
    ),
    account: optional(choiceField(rows.map((row) => row.installation.id))),
    events: choicesField(EVENT_TYPES),
  };
  const form = readForm(visit.request.body, readers);
  if (!form.ok) return show(deps, visit, { state: form.state, status: 422 });
  const { url, account, events } = form.values;
  const eventTypes = events.length === 0 ? null : events;
  const made = await deps.people.webhooks.add(visit.person, { url, installationId: account, eventTypes });
  return show(deps, visit, { secret: { url, value: made.secret } });
}

export async function webhookTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const endpoint = await endpointOf(deps, visit);
  const answer = await deps.testWebhook(endpoint.id);
  const { url } = endpoint;
  switch (answer.kind) {
    case 'done':
      return show(deps, visit, { tested: { level: 'ok', url, text: visit.texts.t('console.webhook.testDone') } });
    case 'not-done':
      return show(deps, visit, { tested: { level: 'problem', url, text: answer.because.message } });
    case 'unknown':
      return show(deps, visit, { tested: { level: 'problem', url, text: answer.because } });
    default:
      return answer satisfies never;
  }
}

/** The one before signs too until the next time, so that the other side can be moved without a gap. */
export async function webhookRotatePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const endpoint = await endpointOf(deps, visit);
  const value = await deps.people.webhooks.rotate(visit.person, endpoint.id);
  if (value === null) throw notFound();
  return show(deps, visit, { secret: { url: endpoint.url, value } });
}

export async function webhookEnablePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { id } = await endpointOf(deps, visit);
  await deps.people.webhooks.enable(visit.person, id);
  return done('webhook-enabled');
}

export async function webhookDisablePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { id } = await endpointOf(deps, visit);
  await deps.people.webhooks.disable(
    visit.person,
    id,
    visit.texts.t('console.webhook.byAdmin', { name: visit.person.name }),
  );
  return done('webhook-disabled');
}

export async function webhookRemovePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { id } = await endpointOf(deps, visit);
  await deps.people.webhooks.remove(visit.person, id);
  return done('webhook-removed');
}

const done = (notice: Notice): Reply => doneAt(PATH, notice);

async function endpointOf(deps: ConsoleDeps, visit: SignedInVisit): Promise<WebhookEndpoint> {
  const endpoint = await deps.people.webhooks.find(paramOf(visit, 'webhookId'));
  if (endpoint === null) throw notFound();
  return endpoint;
}

async function show(deps: ConsoleDeps, visit: SignedInVisit, shown: Shown): Promise<Reply> {
  const { texts } = visit;
  const [endpoints, rows] = await Promise.all([deps.people.webhooks.list(), deps.people.installations.list()]);
  return consolePage(deps.pages, visit, {
    template: 'webhooks',
    title: texts.t('console.area.webhooks'),
    area: 'webhooks',
    status: shown.status ?? 200,
    view: {
      secret: shown.secret ?? null,
      tested: shown.tested ?? null,
      endpoints: endpoints.map((endpoint) => endpointView(endpoint, rows, visit)),
      fields: fieldViews(specs(rows, visit), shown.state ?? EMPTY_FORM, texts),
    },
  });
}

function endpointView(endpoint: WebhookEndpoint, rows: readonly InstallationRow[], visit: SignedInVisit) {
  const account = rows.find((row) => row.installation.id === endpoint.installationId);
  return {
    base: `${PATH}/${endpoint.id}`,
    url: endpoint.url,
    account: account?.installation.name ?? '',
    events: endpoint.eventTypes === null ? '' : endpoint.eventTypes.join(', '),
    isDisabled: endpoint.disabledAt !== null,
    disabled: endpoint.disabledAt === null ? '' : moment(visit, endpoint.disabledAt),
    reason: endpoint.reason ?? '',
  };
}

function specs(rows: readonly InstallationRow[], { texts }: SignedInVisit): readonly FieldSpec[] {
  return [
    {
      kind: 'url',
      name: 'url',
      label: texts.t('console.webhook.url'),
      value: '',
      required: true,
      hint: texts.t('console.webhook.urlHint'),
    },
    {
      kind: 'select',
      name: 'account',
      label: texts.t('console.queue.account'),
      value: '',
      options: [
        { value: '', label: texts.t('console.requests.everyAccount') },
        ...rows.map(({ installation }) => ({ value: installation.id, label: installation.name })),
      ],
    },
    {
      kind: 'checkboxes',
      name: 'events',
      label: texts.t('console.webhook.events'),
      values: [],
      hint: texts.t('console.webhook.eventsHint'),
      options: EVENT_TYPES.map((type) => ({ value: type, label: type })),
    },
  ];
}
