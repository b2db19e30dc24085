import { afterEach, describe, expect, it } from '@jest/globals';
import type { HelpDeskWorld, Mishap } from '../../../test/contracts/help-desk-world.ts';
import { describeHelpDesk } from '../../../test/contracts/help-desk.ts';
import type { Fault } from '../../../test/fakes/freshservice/control-client.ts';
import { GROUPS } from '../../../test/fakes/freshservice/seed.ts';
import type { FakeFreshservice } from '../../../test/fakes/freshservice/start.ts';
import { startFakeFreshservice } from '../../../test/fakes/freshservice/start.ts';
import { createFreshservice } from './freshservice.ts';

const TICKET = 1042;
const now = () => Date.now();
let fake: FakeFreshservice | null = null;

const running = (): FakeFreshservice => {
  if (fake === null) throw new Error('the fake is not running');
  return fake;
};

const open = async (): Promise<HelpDeskWorld> => {
  fake = await startFakeFreshservice({ now });
  const { control, url, apiKey } = fake;
  const page = await control.ticket(TICKET);
  const requester = (await control.requesters()).find(({ id }) => id === page.ticket.requesterId);
  const agents = await control.agents();
  const agentNamed = (name: string) => {
    const { id, email } = agents.find(({ firstName }) => firstName === name) ?? { id: 0, email: '' };
    return { id: String(id), email };
  };
  const colleague = agents.find(({ firstName }) => firstName === 'Jun');
  const read = (id: string) => control.ticket(Number(id));
  return {
    desk: createFreshservice({
      address: url,
      apiKey,
      plan: 'enterprise',
      share: 1,
      assetField: 'anydesk_id',
      now,
      timeoutMs: 5000,
    }),
    now,
    ticket: {
      id: String(TICKET),
      number: page.number,
      subject: page.ticket.subject,
      requesterEmail: requester?.email ?? '',
      agentId: String(page.ticket.responderId),
      agentName: page.agentName ?? '',
    },
    agents: {
      ofEverything: agentNamed('Mara'),
      ofGroups: { ...agentNamed('Jun'), groupIds: [GROUPS.serviceDesk, GROUPS.warehouse].map(String) },
      ofOwnTickets: agentNamed('Tomás'),
      leaver: agentNamed('Oskar'),
    },
    unusedIds: { ticket: '999999', agent: '999999', entry: '999999' },
    statusValue: '6',
    refusedStatusValue: '99',
    field: 'remote_support_status',
    entries: async (id) =>
      (await control.timeline(Number(id))).map((item) => ({
        id: String(item.id),
        text: item.bodyText,
        isPrivate: item.private,
      })),
    someoneWrites: async (id, text) => {
      await control.write(Number(id), { by: colleague?.id ?? 0, body: escaped(text) });
    },
    requesterAnswers: async (id, text) => {
      await control.write(Number(id), { by: page.ticket.requesterId, body: escaped(text), private: false });
    },
    closeTicket: async (id) => void (await control.edit(Number(id), { status: 5 })),
    deleteTicket: (id) => control.mark(Number(id), 'delete'),
    unassign: async (id) => void (await control.edit(Number(id), { responderId: null })),
    statusOf: async (id) => String((await read(id)).ticket.status),
    fieldOf: async (id) => (await read(id)).ticket.customFields['remote_support_status'],
    minutesBooked: async (id) => (await read(id)).timeEntries.map(({ timeSpent }) => minutes(timeSpent)),
    notified: async (id) =>
      (await control.mails()).filter((mail) => mail.ticketId === Number(id)).flatMap(({ to }) => to),
    linkAsset: (id, { name, address }) =>
      control.putAsset({
        displayId: 7,
        name,
        typeFields: {
          anydesk_id_27000123: address,
          anydesk_id_note_27000123: '999 999 999',
          serial_number_27000123: 'X',
        },
        ticketIds: [Number(id)],
      }),
    hideAssets: () => control.settings({ assets: 'hidden' }),
    befall: (mishap) =>
      control.faults([
        { ...NEXT_WRITE, fault: FAULTS[mishap] },
        { ...NEXT_CHANGE, fault: FAULTS[mishap] },
      ]),
    refuseCredentials: () => control.faults([{ fault: { kind: 'unauthorized' } }]),
    goAway: () => running().close(),
    callsSoFar: async () => (await control.calls()).length,
  };
};

const NEXT_WRITE = { on: { method: 'POST' }, when: { next: 1 } } as const;
const NEXT_CHANGE = { on: { method: 'PUT' }, when: { next: 1 } } as const;
const FAULTS: Readonly<Record<Mishap, Fault>> = {
  lost: { kind: 'lost-answer' },
  'failed-after': { kind: 'error', status: 502, body: 'html', done: true },
  'failed-before': { kind: 'error', status: 500, body: 'json', done: false },
  unreadable: { kind: 'malformed-json' },
  limited: { kind: 'rate-limited', retryAfter: '20' },
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const minutes = (time: string): number => {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
};

describeHelpDesk('Freshservice', { open, close: () => running().close() });

const connect = async (plan: 'starter' | 'enterprise', share: number) => {
  fake = await startFakeFreshservice({ now, plan });
  const { url, apiKey } = fake;
  return createFreshservice({ address: url, apiKey, plan, share, now });
};

describe('Freshservice itself', () => {
  afterEach(() => running().close());

  const entry = {
    ticketId: String(TICKET),
    marker: 'RS-000123-07-K7QX',
    paragraphs: ['text'],
    links: [],
    visibility: 'private',
    notify: [],
  } as const;

  it('is never driven over the limits of its smallest plan, however fast we work', async () => {
    const desk = await connect('starter', 0.25);
    const answers = new Set<string>();
    for (let round = 0; round < 60; round += 1) {
      if (desk.budget.take(now()) === null) answers.add((await desk.timeline.post(entry)).kind);
      const read = await desk.tickets.findTicket(String(TICKET));
      answers.add(read.kind === 'not-done' ? read.because.message : read.kind);
    }
    const calls = await running().control.calls();
    expect(answers).toEqual(new Set(['done', "Our share of the account's calls a minute is used up."]));
    expect(calls.length).toBeGreaterThan(12);
    expect(calls.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('is left alone when other programs have used up the minute', async () => {
    const desk = await connect('enterprise', 0.25);
    await running().control.otherCalls(498);
    expect((await desk.timeline.post(entry)).kind).toBe('done');
    expect(desk.budget.take(now())).not.toBeNull();
  });

  it('tells the people of a service request, each with their language', async () => {
    const desk = await connect('enterprise', 1);
    const answer = await desk.tickets.findTicket('1045');
    expect(answer).toMatchObject({
      kind: 'done',
      value: {
        number: 'SR-1045',
        contacts: [
          { role: 'requester', name: 'Hannah Osei', language: 'en', phone: '+31 6 5550 0142' },
          { role: 'requested-for', name: 'ليلى حداد', language: 'ar' },
        ],
      },
    });
  });

  it('reads no answer that is larger than agreed', async () => {
    const desk = await connect('enterprise', 1);
    await running().control.faults([{ fault: { kind: 'huge-answer', megabytes: 30 } }]);
    expect(await desk.tickets.findTicket(String(TICKET))).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
    expect(await desk.timeline.post(entry)).toMatchObject({ kind: 'unknown' });
  });

  it('finds an entry that took effect long after its answer was lost', async () => {
    const desk = await connect('enterprise', 1);
    const fault = { kind: 'late-commit', commitAfterMs: 20_000, answer: 'lost' } as const;
    await running().control.faults([{ on: { method: 'POST' }, when: { next: 1 }, fault }]);
    expect((await desk.timeline.post(entry)).kind).toBe('unknown');
    expect(await desk.timeline.find(entry.ticketId, entry.marker, 0)).toEqual({ kind: 'done', value: [] });
    await running().control.advance(20_000);
    const answer = await desk.timeline.find(entry.ticketId, entry.marker, 0);
    expect(answer.kind === 'done' ? answer.value : []).toHaveLength(1);
  });

  it('names an occasional agent as the reason why nothing may be read', async () => {
    fake = await startFakeFreshservice({ now });
    const { url, control } = fake;
    const priya = (await control.agents()).find(({ occasional }) => occasional);
    const desk = createFreshservice({ address: url, apiKey: priya?.apiKey ?? '', plan: 'enterprise', now });
    const problem = (await desk.verify()).find(({ level }) => level === 'problem');
    expect(problem?.check).toBe('view tickets');
    expect(problem?.mend).toMatch(/full-time agent/);
  });
});
