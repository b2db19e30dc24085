import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_OPTIONS } from '../fakes/anydesk/desk-options.ts';
import { controlDesk, type DeskControl } from '../fakes/anydesk/control-client.ts';
import { startDesk } from '../fakes/anydesk/start-desk.ts';
import { type SmsWorld, smsWorld } from '../invitations/sms-world.ts';
import { signIn } from '../support/console-client.ts';
import { eventually } from '../support/eventually.ts';
import { joinClient, type JoinClient, type JoinPage } from '../support/join-client.ts';
import { formsOf } from '../support/page-forms.ts';
import { give } from './given-request.ts';
import { MARA } from './server-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const clock = { ahead: 0, now: () => Date.now() + clock.ahead };
const PHONE = '+49 151 13000777';

let world: SmsWorld;
let anydesk: Awaited<ReturnType<typeof startDesk>>;
let desk: DeskControl;

beforeAll(async () => {
  anydesk = await startDesk({ now: clock.now });
  desk = controlDesk(anydesk.url);
  world = await smsWorld({ clock, people: [{ name: MARA.name, email: MARA.email ?? '', role: 'support-agent' }] });
  const { people } = world.foundation;
  const mara = await people.persons.findByEmail(MARA.email ?? '');
  if (mara === null) throw new Error('Mara is not known');
  await people.agentDevices.set(world.admin, mara.id, [String(DEFAULT_OPTIONS.agentId)]);
  const { licenseId, apiPassword } = DEFAULT_OPTIONS.licence;
  const account = { name: 'AnyDesk', installationId: null, address: anydesk.api, licenseId };
  await people.remoteAccounts.add(world.admin, account, apiPassword);
});
afterAll(async () => {
  await world.close();
  await anydesk.close();
});

/** Somebody presses a time of the appointment's page, then confirms it. */
async function move(user: JoinClient, at: number, zone: string): Promise<number> {
  const page = await user.look(`/time?${new URLSearchParams({ at: String(at), zone }).toString()}`);
  return (await user.press(page, 'move')).status;
}

/** The page after its reader took the tick out of a box. */
function without(box: string, page: JoinPage): JoinPage {
  const left = (fields: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => name !== box));
  return { ...page, forms: page.forms.map((form) => ({ ...form, fields: left(form.fields) })) };
}

/** Mara signs in, opens the connect page and presses its button. */
async function connect(id: string): Promise<void> {
  const [mara] = world.data.people;
  if (mara === undefined) throw new Error('Mara has no account');
  const browser = await signIn(world.url, mara);
  const page = await browser.look(`/connect/${id}`);
  const form = formsOf(page.body).find(({ action }) => action.endsWith('/launch'));
  if (form === undefined) throw new Error('the connect page has no button to open AnyDesk');
  expect((await browser.post(`/connect/${id}/launch`, form.fields)).status).toBe(303);
}

describe('One request, from the panel to the receipt', () => {
  it('goes by text message, is moved by the recipient, checked, allowed with wishes, seen in AnyDesk, rated', async () => {
    const panel = world.panel();
    const startAt = Math.ceil(clock.now() / HOUR) * HOUR + 4 * HOUR;
    const limits = { earliestAt: startAt - HOUR, latestAt: startAt + 3 * HOUR };
    const made = await world.invite(PHONE, {
      schedule: { startAt, timeZone: 'Europe/Berlin' },
      moveLimits: limits,
      intents: ['view', 'control', 'files'],
    });
    const { id } = made;
    await world.logged(id, 'invitation-sent');
    const message = await eventually('the text message', async () => world.twilio.messages().at(-1)?.body);
    const link = /https?:\S+/.exec(message)?.[0] ?? '';
    expect(link).toBe(made.joinUrl);

    const user = joinClient(link);
    expect((await user.look()).actions).not.toContain('join');
    expect(await move(user, startAt + HOUR, 'Europe/Berlin')).toBe(303);
    expect((await panel.read(id)).schedule?.startAt).toBe(startAt + HOUR);

    clock.ahead = startAt + HOUR - 9 * MINUTE - Date.now();
    await user.walk('join');
    const check = await user.look('?ask=check');
    await user.press(check, 'readiness', { here: 'yes', client: 'yes' });
    // Hours later, the agent's access to the ticket is looked up again first.
    const checked = await eventually('the panel', async () => panel.read(id).catch(() => null));
    expect(checked.readiness).toMatchObject({ system: 'windows' });

    await user.walk('address', { address: String(DEFAULT_OPTIONS.recipientId) });
    await user.press(without('files', await user.look()), 'allow', { consent: 'yes' });
    const allowed = await panel.read(id);
    expect(allowed).toMatchObject({
      status: 'Ready',
      intents: ['view', 'control', 'files'],
      wishes: ['view', 'control'],
    });

    await connect(id);
    await desk.addSession({
      from: { cid: DEFAULT_OPTIONS.agentId },
      to: { cid: DEFAULT_OPTIONS.recipientId },
      startedAt: clock.now(),
      endedAt: null,
    });
    await eventually('Connected', async () => (await panel.read(id)).status === 'Connected', 40_000);
    await desk.end('agent');
    await eventually('the end of the session', async () => (await panel.read(id)).status === 'Ready', 40_000);
    await give(panel, id, { type: 'close-request', outcome: 'solved', note: 'Done.' });

    const receipt = await user.walk('rate', { stars: '4', comment: 'Thank you.' });
    expect(receipt.body).toContain('Mara');
    expect((await panel.read(id)).progress).toMatchObject({
      kind: 'closed',
      rating: { stars: 4, comment: 'Thank you.' },
    });
    expect(world.twilio.messages()).toHaveLength(1);
    const log = await panel.log(id);
    expect(log.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'rescheduled',
        'readiness-noted',
        'access-granted',
        'session-started',
        'session-ended',
        'session-rated',
      ]),
    );
    expect(log.filter(({ type }) => type === 'session-started')).toMatchObject([{ data: { source: 'remote-tool' } }]);
  }, 120_000);
});
