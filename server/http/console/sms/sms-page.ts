import { smsSize } from '../../../sms/sms-segments.ts';
import { smsText } from '../../../sms/sms-text.ts';
import type { ShownSmsSettings } from '../../../sms/sms-settings.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.ts';
import { flagField } from '../field-readers.ts';
import { EMPTY_FORM, type FormState, readForm, withError } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import type { SignedInVisit } from '../visit.ts';
import { phoneNumbers } from '../../../sms/phone-numbers.ts';
import { smsReaders, smsSpecs } from './sms-form.ts';

const PATH = '/console/sms';
/** As long as a real one: the link's length decides how much a message costs. */
const SAMPLE_TOKEN = 'k'.repeat(58);

/** What came of a test, as sentences. */
export type SmsTested = readonly { readonly level: 'ok' | 'warning' | 'problem'; readonly text: string }[];

/** How text messages leave, and where their limits are. */
export async function smsPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return showSms(deps, visit, EMPTY_FORM, [], 200);
}

export async function smsPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const before = await deps.people.smsSettings.shown();
  // One that stands there already, such as the demo's own, is no news.
  const readApiUrl = (text: string): string | null => (text === before?.apiUrl ? text : deps.sms.readApiUrl(text));
  const form = readForm(visit.request.body, smsReaders(await phoneNumbers(), readApiUrl));
  if (!form.ok) return showSms(deps, visit, form.state, [], 422);
  const { authToken, apiUrl: typedUrl, countries, ...rest } = form.values;
  const apiUrl = typedUrl === '' ? null : readApiUrl(typedUrl);
  const settings = { ...rest, apiUrl, countries: [...new Set(countries.map((code) => code.toUpperCase()))] };
  const missing = missingToken(authToken, settings, before);
  if (missing !== null) return showSms(deps, visit, withError(form.state, 'authToken', { key: missing }), [], 422);
  await deps.people.smsSettings.save(visit.person, settings, authToken === '' ? undefined : authToken);
  return doneAt(PATH, 'sms-saved');
}

/** A stored token, which nobody may see, is never sent to an account or address of somebody's choice. */
function missingToken(token: string, now: ShownSmsSettings, before: ShownSmsSettings | null) {
  if (token !== '') return null;
  if (before === null) return 'console.error.empty' as const;
  const isSame = before.accountSid === now.accountSid && before.apiUrl === now.apiUrl;
  return isSame ? null : ('console.sms.tokenAgain' as const);
}

/** Whether what did not arrive goes by the next way by itself. */
export async function nextWayPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = readForm(visit.request.body, { triesNextWay: flagField });
  if (!form.ok) return showSms(deps, visit, form.state, [], 422);
  await deps.people.invitationSettings.save(visit.person, form.values);
  return doneAt(PATH, 'next-way-saved');
}

export async function smsRemovePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  await deps.people.smsSettings.remove(visit.person);
  return doneAt(PATH, 'sms-removed');
}

export async function showSms(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  state: FormState,
  tested: SmsTested,
  status: number,
): Promise<Reply> {
  const { texts } = visit;
  const shown = await deps.people.smsSettings.shown();
  return consolePage(deps.pages, visit, {
    template: 'sms',
    title: texts.t('console.area.sms'),
    area: 'sms',
    status,
    view: {
      isSet: shown !== null,
      isOff: shown?.isOn === false,
      tested,
      fields: fieldViews(smsSpecs(shown, visit), state, texts),
      nextWay: await nextWayFields(deps, visit),
      inboundUrl: `${deps.publicUrl}/webhooks/sms/inbound`,
      sample: await sampleOf(deps, visit),
    },
  });
}

async function nextWayFields(deps: ConsoleDeps, { texts }: SignedInVisit) {
  const { triesNextWay } = await deps.people.invitationSettings.read();
  const label = texts.t('console.sms.nextWay');
  const hint = texts.t('console.sms.nextWayHint');
  return fieldViews(
    [{ kind: 'checkbox', name: 'triesNextWay', label, hint, checked: triesNextWay }],
    EMPTY_FORM,
    texts,
    'next',
  );
}

/** The message as the first account would send it, and what it costs. */
async function sampleOf(deps: ConsoleDeps, { texts }: SignedInVisit) {
  const [row] = await deps.people.installations.list();
  const company = row?.installation.settings.company ?? texts.t('console.app');
  const joinUrl = `${deps.publicUrl}/join/${SAMPLE_TOKEN}`;
  const text = smsText('invitation', { company, ticketNumber: 'INC-1042', joinUrl, starts: [] }, texts);
  const { length, segments } = smsSize(text);
  return { text, cost: texts.t('console.sms.cost', { count: segments, length: String(length) }) };
}
