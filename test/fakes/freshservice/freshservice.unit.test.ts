import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deskCaller } from './desk-caller.ts';
import { startFakeFreshservice } from './start.ts';
import type { FakeFreshservice } from './start.ts';

let desk: FakeFreshservice;
let api: ReturnType<typeof deskCaller>;

beforeEach(async () => {
  desk = await startFakeFreshservice();
  api = deskCaller(desk.url);
});
afterEach(() => desk.close());

describe('a ticket', () => {
  it('is shown under "ticket", with the requester at the price of one more call', async () => {
    const plain = await api.get('/tickets/1042');
    const full = await api.get('/tickets/1042?include=requester');

    expect(plain.json).toMatchObject({
      ticket: { id: 1042, status: 2, subject: 'Outlook keeps asking for my password' },
    });
    expect(plain.json).not.toHaveProperty('ticket.requester');
    expect(full.json).toMatchObject({
      ticket: { requester: { name: 'Hannah Osei', email: 'hannah.osei@kestrel.example' } },
    });
    expect(plain.headers.get('x-ratelimit-used-currentrequest')).toBe('1');
    expect(full.headers.get('x-ratelimit-used-currentrequest')).toBe('2');
  });

  it('tells for whom it was requested, and has no address where there is none', async () => {
    const planner = await api.get('/tickets/1045');
    const dock = await api.get('/tickets/1046?include=requester');

    expect(planner.json).toMatchObject({ ticket: { type: 'Service Request', requested_for_id: expect.any(Number) } });
    expect(dock.json).toMatchObject({ ticket: { requester: { email: null, phone: '+31 10 555 0146' } } });
  });

  it('takes a custom status and custom fields, and keeps the other fields', async () => {
    const change = { status: 7, custom_fields: { remote_support_status: 'Waiting' } };
    const answer = await api.call('PUT', '/tickets/1042', change);

    expect(answer.json).toMatchObject({
      ticket: { status: 7, custom_fields: { remote_support_status: 'Waiting', site: 'Rotterdam' } },
    });
    expect((await api.get('/tickets/1042')).json).toMatchObject({
      ticket: { status: 7, custom_fields: { site: 'Rotterdam' } },
    });
  });

  it.each([
    [{ nonsense: 1 }, 'nonsense', 'invalid_field'],
    [{ status: 'closed' }, 'status', 'datatype_mismatch'],
    [{ status: 77 }, 'status', 'invalid_value'],
    [{ assets: [{ id: 4 }] }, 'assets', 'invalid_field'],
    [{ custom_fields: { unheard_of: 'x' } }, 'custom_fields.unheard_of', 'invalid_field'],
    [{ custom_fields: { site: 'Atlantis' } }, 'custom_fields.site', 'invalid_value'],
    [{ custom_fields: { people_affected: 'many' } }, 'custom_fields.people_affected', 'datatype_mismatch'],
  ])('refuses %j naming the field', async (change, field, code) => {
    const answer = await api.call('PUT', '/tickets/1042', change);

    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ description: 'Validation failed', errors: [{ field, code }] });
    expect((await desk.control.ticket(1042)).ticket).toMatchObject({ status: 2, customFields: { site: 'Rotterdam' } });
  });

  it('cannot be closed while a field that closing needs is empty', async () => {
    await desk.control.settings({ requiredForClosure: ['resolution_code'] });

    const refused = await api.call('PUT', '/tickets/1042', { status: 5 });
    const accepted = await api.call('PUT', '/tickets/1042', { status: 5, custom_fields: { resolution_code: 'Fixed' } });

    expect(refused.json).toMatchObject({ errors: [{ field: 'resolution_code', code: 'missing_field' }] });
    expect(accepted.status).toBe(200);
  });

  it('that was deleted is gone without a body, or flagged where the account shows it, and takes no note either way', async () => {
    await desk.control.mark(1042, 'delete');
    const gone = await api.get('/tickets/1042');
    await desk.control.settings({ deletedTickets: 'flagged' });
    const flagged = await api.get('/tickets/1042');
    const note = await api.note(1042, 'hello');

    expect([gone.status, gone.text]).toEqual([404, '']);
    expect(flagged.json).toMatchObject({ ticket: { deleted: true } });
    expect(note.status).toBe(404);
  });

  it('that was merged is closed, and both timelines say so', async () => {
    await desk.control.merge(1042, 1044);

    expect((await api.get('/tickets/1042')).json).toMatchObject({ ticket: { status: 5 } });
    expect((await desk.control.timeline(1042)).at(-1)?.bodyText).toContain('merged into ticket INC-1044');
    expect((await desk.control.timeline(1044)).at(-1)?.bodyText).toContain('INC-1042 was merged');
  });

  it('marked as spam says so and is not listed', async () => {
    await desk.control.mark(1042, 'spam');

    expect((await api.get('/tickets/1042')).json).toMatchObject({ ticket: { spam: true } });
    expect((await api.get('/tickets')).text).not.toContain('Outlook');
  });
});

describe('a time entry', () => {
  const entry = { time_spent: '00:25', note: 'RS-000001-05-K7QX', billable: true };

  it('is taken flat, and refused in the other form with the field named', async () => {
    const [agent] = await desk.control.agents();
    const flat = await api.call('POST', '/tickets/1042/time_entries', { ...entry, agent_id: agent?.id });
    const wrapped = await api.call('POST', '/tickets/1042/time_entries', {
      time_entry: { ...entry, agent_id: agent?.id },
    });

    expect(flat.status).toBe(201);
    expect(flat.json).toMatchObject({ time_entry: { time_spent: '00:25' } });
    expect(wrapped.json).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ field: 'time_entry' })]),
    });
    expect((await api.get('/tickets/1042/time_entries')).json).toMatchObject({ time_entries: [{ note: entry.note }] });
  });

  it('is taken wrapped where the account wants it so', async () => {
    await desk.control.settings({ timeEntryShape: 'wrapped' });
    const [agent] = await desk.control.agents();
    const wrapped = await api.call('POST', '/tickets/1042/time_entries', {
      time_entry: { ...entry, agent_id: agent?.id },
    });

    expect(wrapped.status).toBe(201);
  });

  it('is refused when its time is no hh:mm', async () => {
    const [agent] = await desk.control.agents();
    const answer = await api.call('POST', '/tickets/1042/time_entries', {
      ...entry,
      time_spent: '25',
      agent_id: agent?.id,
    });

    expect(answer.json).toMatchObject({ errors: [{ field: 'time_spent', code: 'invalid_value' }] });
  });
});

describe('people and fields', () => {
  it('are found by number, address and query', async () => {
    const { json } = await api.get(`/agents?email=${encodeURIComponent('MARA.lindqvist@kestrel.example')}`);
    const byQuery = await api.get(
      `/requesters?query=${encodeURIComponent(`"primary_email:'yichun.lin@kestrel.example'"`)}`,
    );

    expect(json).toMatchObject({ agents: [{ first_name: 'Mara', occasional: false }] });
    expect(byQuery.json).toMatchObject({ requesters: [{ language: 'zh-TW', mobile_phone_number: '0905 550 143' }] });
    expect((await api.get('/agents/1')).status).toBe(404);
  });

  it('show an agent who asked for something as a requester too', async () => {
    const [agent] = await desk.control.agents();
    expect((await api.get(`/requesters/${String(agent?.id)}`)).json).toMatchObject({ requester: { is_agent: true } });
  });

  it('list the custom statuses among the choices of the status field', async () => {
    const { json } = await api.get('/ticket_form_fields');
    const status = { name: 'status', choices: expect.arrayContaining([{ id: 7, value: 'Remote support' }]) };

    expect(json).toMatchObject({ ticket_fields: expect.arrayContaining([expect.objectContaining(status)]) });
  });
});
