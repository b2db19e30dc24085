import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestRecord } from '../../../core/ports/panel-platform.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { CLOSED, CONNECTED, EXPIRED, OPEN, READY, READY_AGAIN, WAITING } from '../../../test/builders/histories.ts';
import { TICKET } from '../../../test/builders/people.ts';
import { at } from '../../../test/builders/times.ts';
import { aChange, planOf } from '../../../test/deliveries/a-change.ts';
import { claimed, fakeServices } from '../../../test/deliveries/fake-services.ts';
import type { PanelView } from '../../panel-api/panel-view.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import { kind } from './ticket-record.ts';

const org = anInstallation({ id: 'org', helpDesk: 'salesforce' });
const joined = event('recipient-joined', at('09:05'));

type Place = { readonly write?: (record: RequestRecord) => Answer<null>; readonly hasRecords?: boolean };

/** Sends what a change plans, to a help desk that keeps records. */
async function write(history: readonly SessionRequestEvent[], place: Place = {}) {
  const [planned] = planOf(kind, aChange([], history.slice(0, 1), org));
  if (planned === undefined) throw new Error('no record was planned');
  const written: RequestRecord[] = [];
  const records = {
    write: async (record: RequestRecord) => {
      written.push(record);
      return place.write?.(record) ?? ({ kind: 'done', value: null } as const);
    },
  };
  const { services } = fakeServices({ history, installation: org });
  const trouble = {
    deliveryId: 'd-1',
    kind: 'email',
    state: 'parked',
    reason: 'No such address.',
    known: null,
    wentBy: null,
  } as const;
  const all: DeliveryServices = {
    ...services,
    clock: { now: () => at('09:30') },
    helpDesks: { of: async () => ({ records: place.hasRecords === false ? null : records }) as never },
    trouble: async () => [trouble],
  };
  const answer = await kind.send(planned.payload, claimed(planned), all);
  return { answer, written, record: written[0] };
}

describe('the record of a request in the help desk', () => {
  it('is written after every change, in one place however many changes wait', () => {
    const one = planOf(kind, aChange([], OPEN, org));
    const two = planOf(kind, aChange(OPEN, [joined], org));
    const note = planOf(kind, aChange(OPEN, [event('commented', at('09:01'))], org));
    expect([one, two, note].map((planned) => planned.length)).toEqual([1, 1, 1]);
    expect(new Set([one, two, note].map((planned) => planned[0]?.mergeKey)).size).toBe(1);
  });

  it('does not wait behind an entry of the timeline that is in doubt', () => {
    expect(planOf(kind, aChange([], OPEN, org))[0]?.lane).not.toMatch(/^ticket:/);
  });

  it('is no matter of help desks whose panels ask this server, nor of a request without a ticket', () => {
    expect(planOf(kind, aChange([], OPEN))).toEqual([]);
    const nowhere = event('request-created', at('09:00'), { ticket: null });
    expect(planOf(kind, aChange([], [nowhere], org))).toEqual([]);
  });

  it('shows the request as it is when it is written, not as it was when that was planned', async () => {
    const { record } = await write(READY);
    expect(record).toMatchObject({ status: 'Ready', ticketId: TICKET.id, version: READY.length });
  });

  it('carries what an agent sees and may press, with link and trouble', async () => {
    const { record } = await write(OPEN);
    const view = JSON.parse(record?.view ?? '') as PanelView;
    expect(view.actions.map(({ command }) => command)).toEqual(expect.arrayContaining(['close-request', 'claim']));
    expect(view).toMatchObject({ status: 'Open', joinUrl: record?.joinUrl, trouble: [{ deliveryId: 'd-1' }] });
    expect(record?.joinUrl).toMatch(/^https:\/\/support\.example\/join\//);
  });

  it.each([
    ['waiting', WAITING, { joinedAt: at('09:05'), allowedAt: null, closedAt: null }],
    ['connected', CONNECTED, { joinedAt: at('09:05'), allowedAt: at('09:10'), startedAt: at('09:15'), endedAt: null }],
    ['ready again', READY_AGAIN, { startedAt: at('09:15'), endedAt: at('09:45'), closedAt: null }],
    ['closed', CLOSED, { joinedAt: at('09:05'), closedAt: at('10:00'), startedAt: null }],
    ['expired', EXPIRED, { joinedAt: null, closedAt: at('09:00', 2), outcome: null }],
  ] as const)('of a request that is %s tells its times', async (_, history, times) => {
    expect((await write(history)).record).toMatchObject(times);
  });

  it('names the outcome of a closed request only, and no end once it was reopened', async () => {
    const reopened = await write([...CLOSED, event('request-reopened', at('11:00'))]);
    expect([(await write(CLOSED)).record?.outcome, reopened.record?.outcome]).toEqual([expect.any(String), null]);
    expect(reopened.record?.closedAt).toBeNull();
  });

  it('gives no link away that is dead', async () => {
    expect((await write([...WAITING, event('request-reported', at('09:20'))])).record?.joinUrl).toBeNull();
  });

  it('of a deleted ticket is written no more: it went with the ticket', async () => {
    const deleted = event('request-closed', at('09:20'), { reason: 'ticket-deleted' });
    expect(planOf(kind, aChange(OPEN, [deleted], org))).toEqual([]);
    expect(await write([...OPEN, deleted])).toMatchObject({ written: [], answer: { kind: 'done' } });
  });

  it('names a user of the help desk by his id there, and anybody else by address and name', async () => {
    const own = { id: 'org:005000000000001AAA', name: 'Mara', email: null };
    const ours = { id: 'k3j2', name: 'Mara', email: 'mara@kestrel.example' };
    for (const [agent, agentId] of [
      [own, '005000000000001AAA'],
      [ours, null],
    ] as const) {
      const assigned = event('assigned', at('09:01'), { assignee: { kind: 'agent', agent, queueId: null } });
      expect((await write([...OPEN, assigned])).record?.assignee).toEqual({
        agentId,
        email: agent.email,
        name: 'Mara',
        queueName: '',
      });
    }
  });

  it('says why it could not be written', async () => {
    const because = { code: 'not-permitted', message: 'The permission set is missing.' } as const;
    const refusal = { kind: 'not-done', retry: { when: 'never' }, because } as const;
    expect((await write(OPEN, { write: () => refusal })).answer).toEqual(refusal);
    expect((await write(OPEN, { hasRecords: false })).answer).toMatchObject({ value: { skipped: expect.any(String) } });
  });
});
