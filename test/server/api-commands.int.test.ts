import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { eventually } from '../support/eventually.ts';
import { joinClient } from '../support/join-client.ts';
import type { PanelClient } from '../support/panel-client.ts';
import { dumpDatabase } from './database-dump.ts';
import { give, givenRequest, type Step } from './given-request.ts';
import { MARA, type ServerWorld, serverWorld } from './server-world.ts';
import { allCommands, type JsonBody } from './valid-bodies.ts';

let world: ServerWorld;
let panel: PanelClient;
beforeAll(async () => {
  world = await serverWorld();
  panel = world.panel();
});
afterAll(() => world.close());

const nameOf = ({ command, channel }: PanelView['actions'][number]): string =>
  channel === null ? command : `${command} ${channel}`;
const LATER = Date.now() + 8 * 3_600_000;

/** What an agent may do, by status, for a request that can be mailed. */
const ACTIONS: Readonly<Record<Step, readonly string[]>> = {
  Open: [
    'close-request',
    'reschedule',
    'set-session-link',
    'correct-recipient',
    'assign',
    'claim',
    'extend',
    'add-comment',
    'resend-invitation email',
    'resend-invitation ticket',
  ],
  Waiting: [
    'enter-address',
    'ask-for-access',
    'close-request',
    'reschedule',
    'set-session-link',
    'correct-recipient',
    'assign',
    'claim',
    'extend',
    'add-comment',
    'resend-invitation email',
    'resend-invitation ticket',
  ],
  Ready: [
    'launch-connect',
    'start-session',
    'close-request',
    'reschedule',
    'set-session-link',
    'correct-recipient',
    'assign',
    'claim',
    'extend',
    'add-comment',
    'resend-invitation email',
    'resend-invitation ticket',
  ],
  Connected: ['end-session', 'close-request', 'assign', 'claim', 'add-comment'],
  Closed: ['reopen-request', 'add-comment'],
};

describe.each(Object.keys(ACTIONS) as Step[])('A request that is %s', (step) => {
  it('offers exactly what can be done now', async () => {
    const { actions } = await givenRequest(panel, step);
    expect(actions.map(nameOf).toSorted()).toEqual([...ACTIONS[step]].toSorted());
  });

  it('refuses every other command and stays as it is', async () => {
    const request = await givenRequest(panel, step);
    const before = await dumpDatabase(world.foundation.store.database, { withCommands: false });
    const offered = new Set<string>(request.actions.map(({ command }) => command));
    const others = allCommands().filter(({ type }) => !offered.has(String(type)));
    expect(others.length).toBeGreaterThanOrEqual(5);
    for (const body of others) {
      const answer = await panel.command(request.id, body);
      expect([body['type'], answer.ok, answer.status]).toEqual([body['type'], false, expect.any(Number)]);
      expect([403, 409, 429]).toContain(answer.status);
    }
    expect(await dumpDatabase(world.foundation.store.database, { withCommands: false })).toEqual(before);
  });

  it('refuses what was decided on an older version, and says which one it has', async () => {
    const { id, version } = await givenRequest(panel, step);
    const stale = { commandId: randomUUID(), type: 'add-comment', text: 'Late.', expectedVersion: version + 1 };
    const refusal = { status: 409, problem: { type: 'urn:session-requests:problem:stale-version', version } };
    expect(await panel.command(id, stale)).toMatchObject(refusal);
    const fresh = await panel.command(id, { ...stale, commandId: randomUUID(), expectedVersion: version });
    expect(fresh).toMatchObject({ ok: true, version: version + 1 });
  });
});

describe('Every command that a panel can give', () => {
  const doable: readonly (readonly [Step, JsonBody, object])[] = [
    [
      'Waiting',
      { type: 'ask-for-access' },
      { status: 'Waiting', progress: { kind: 'waiting', askedAt: expect.any(Number) } },
    ],
    ['Waiting', { type: 'enter-address', address: ' 1 234 567 890 ' }, { status: 'Waiting', address: '1234567890' }],
    ['Waiting', { type: 'enter-address', address: 'anydesk:hannah@ad' }, { address: 'hannah@ad' }],
    [
      'Open',
      { type: 'set-session-link', url: ' https://my.anydesk.com/v2/session/abc ' },
      { sessionLink: 'https://my.anydesk.com/v2/session/abc' },
    ],
    [
      'Ready',
      { type: 'start-session' },
      { status: 'Connected', progress: { toldBy: 'agent', agent: 'Mara Lindqvist' } },
    ],
    ['Connected', { type: 'end-session' }, { status: 'Ready', sessions: { count: 1, estimated: false } }],
    [
      'Connected',
      { type: 'end-session', endedBy: 'recipient' },
      { status: 'Waiting', progress: { because: 'ended-by-recipient' } },
    ],
    [
      'Open',
      { type: 'close-request', outcome: 'no-show', note: 'Three calls.' },
      { status: 'Closed', progress: { outcome: 'no-show', note: 'Three calls.', reason: 'by-agent' } },
    ],
    [
      'Connected',
      { type: 'close-request' },
      { status: 'Closed', progress: { outcome: 'not-stated' }, sessions: { count: 1 } },
    ],
    ['Closed', { type: 'reopen-request', expiresAt: LATER }, { status: 'Open', expiresAt: LATER }],
    [
      'Ready',
      { type: 'reschedule', schedule: { startAt: LATER, timeZone: 'Asia/Taipei' } },
      { status: 'Open', schedule: { startAt: LATER, timeZone: 'Asia/Taipei' }, address: null },
    ],
    [
      'Open',
      { type: 'assign', assignee: { kind: 'agent', agent: { id: '9', name: 'Jun Watanabe' } } },
      { assignee: { kind: 'agent', agent: { name: 'Jun Watanabe' } } },
    ],
    [
      'Open',
      { type: 'assign', assignee: { kind: 'client', address: '123456789' } },
      { assignee: { kind: 'client', address: '123456789' } },
    ],
    ['Open', { type: 'claim' }, { assignee: { kind: 'agent', agent: { name: 'Mara Lindqvist' } } }],
    ['Open', { type: 'extend', expiresAt: LATER }, { expiresAt: LATER }],
    ['Closed', { type: 'add-comment', text: 'One\nmore.' }, { status: 'Closed' }],
    ['Open', { type: 'resend-invitation', channel: 'email' }, { status: 'Open' }],
  ];
  const titled = doable.map(([step, command, expected]) => [step, String(command['type']), command, expected] as const);
  it.each(titled)('in %s: %s', async (step, _type, command, expected) => {
    const before = await givenRequest(panel, step);
    const after = await give(panel, before.id, command);
    expect(after).toMatchObject(expected);
    expect(after.version).toBe(before.version + 1);
    const last = (await panel.log(before.id)).at(-1);
    expect(last).toMatchObject({ seq: after.version, by: { kind: 'agent', name: 'Mara Lindqvist', verified: false } });
  });

  it('correct-recipient kills the old link and gives a new one', async () => {
    const before = await givenRequest(panel, 'Waiting');
    const recipient = { name: 'Hannah Osei', email: 'h.osei@kestrel.example', phone: null };
    const after = await give(panel, before.id, { type: 'correct-recipient', recipient, language: 'zh-TW' });
    expect(after).toMatchObject({ status: 'Open', recipient, language: 'zh-TW' });
    expect(after.joinUrl).not.toBe(before.joinUrl);
    expect((await joinClient(before.joinUrl ?? '').look()).actions).not.toContain('join');
    expect((await joinClient(after.joinUrl ?? '').look()).actions).toContain('join');
  });

  it('ask-for-access again at once is refused with the moment when it may be done', async () => {
    const { id } = await givenRequest(panel, 'Waiting');
    await give(panel, id, { type: 'ask-for-access' });
    const again = await panel.command(id, { commandId: randomUUID(), type: 'ask-for-access' });
    expect(again).toMatchObject({ status: 429, problem: { againAt: expect.any(Number) } });
    const action = (await panel.read(id)).actions.find(({ command }) => command === 'ask-for-access');
    expect(action?.againAt).toBeGreaterThan(Date.now());
  });

  it('launch-connect is refused: only somebody who signed in may connect', async () => {
    const { id } = await givenRequest(panel, 'Ready');
    for (const takeOver of [false, true]) {
      const answer = await panel.command(id, { commandId: randomUUID(), type: 'launch-connect', takeOver });
      expect(answer).toMatchObject({ status: 403, problem: { type: 'urn:session-requests:problem:sign-in-needed' } });
    }
    expect(await panel.read(id)).toMatchObject({ status: 'Ready', progress: { launchedBy: null } });
  });

  it('to send by a way without an address, or to nobody, is refused', async () => {
    const { id } = await givenRequest(panel, 'Open', { recipient: { name: 'Front desk' }, channels: ['link'] });
    const byMail = { commandId: randomUUID(), type: 'resend-invitation', channel: 'email' };
    expect(await panel.command(id, byMail)).toMatchObject({
      status: 422,
      problem: { type: expect.stringContaining('nobody-to-reach') },
    });
    const creation = {
      commandId: randomUUID(),
      ticket: null,
      recipient: { name: 'May', phone: '+49301234567' },
      channels: ['email'],
    };
    expect(await panel.create(creation)).toMatchObject({ status: 422, problem: { channel: 'email' } });
    const ticketless = { ...creation, commandId: randomUUID(), channels: ['ticket'] };
    expect(await panel.create(ticketless)).toMatchObject({ status: 422, problem: { channel: 'ticket' } });
  });
});

describe('A parked delivery', () => {
  it('is shown as trouble with its reason, and is sent again by one press, once', async () => {
    const recipient = { name: 'May', email: 'full.mailbox@kestrel.example' };
    const fault = { kind: 'refuse-recipient', code: 550 } as const;
    await world.sink.control.faults([{ to: recipient.email, when: { next: 1 }, fault }]);
    const made = await givenRequest(panel, 'Open', { recipient, channels: ['email'] });
    const trouble = await eventually('the trouble to be shown', async () => {
      const shown = (await panel.read(made.id)).trouble;
      return shown.length > 0 && shown;
    });
    expect(trouble).toEqual([
      {
        deliveryId: expect.any(String),
        kind: 'email',
        state: 'parked',
        reason: expect.stringContaining('550'),
        known: { key: 'smtpRefusedMail', params: { code: '550' } },
        wentBy: null,
      },
    ]);
    const deliveryId = trouble[0]?.deliveryId ?? '';
    expect((await panel.resend(deliveryId)).status).toBe(200);
    await world.sink.control.waitFor(1, { to: recipient.email });
    await eventually('the trouble to go', async () => (await panel.read(made.id)).trouble.length === 0);
    expect((await panel.resend(deliveryId)).status).toBe(409);
    expect(await world.sink.control.messages(recipient.email)).toHaveLength(1);
  });
});

it('An agent who is known here by the mail address acts under the name he has here', async () => {
  const request = await givenRequest(world.panel({ ...MARA, name: 'M. L.' }), 'Open');
  expect(request.createdBy).toEqual({ name: 'Mara Lindqvist', verified: false });
});
