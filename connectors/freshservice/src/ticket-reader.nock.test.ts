import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { createFreshservice } from './freshservice.ts';

const ORIGIN = 'https://acme.freshservice.com';
const NOW = 1_800_000_000_000;
const desk = () => createFreshservice({ address: ORIGIN, apiKey: 'key', plan: 'pro', now: () => NOW });
const api = () => nock(ORIGIN, { reqheaders: { authorization: 'Basic a2V5Olg=' } });

const ticket = (parts: object = {}) => ({
  id: 1042,
  subject: 'Outlook keeps asking for my password',
  type: 'Incident',
  status: 2,
  deleted: false,
  spam: false,
  group_id: 31,
  responder_id: null,
  requester_id: 501,
  requested_for_id: 501,
  updated_at: '2026-11-22T09:30:00Z',
  requester: {
    id: 501,
    name: 'Ana Sousa',
    email: 'ana@kestrel.example',
    mobile: '+351 912 000 000',
    phone: null,
    language: 'pt-PT',
  },
  ...parts,
});
const answers = (parts: object = {}) =>
  api()
    .get('/api/v2/tickets/1042?include=requester')
    .reply(200, { ticket: ticket(parts) });
const found = async () => {
  const answer = await desk().tickets.findTicket('1042');
  if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
  return answer.value;
};

describe('a ticket', () => {
  it('comes with what the panel needs to know', async () => {
    answers();
    expect(await found()).toEqual({
      id: '1042',
      number: 'INC-1042',
      subject: 'Outlook keeps asking for my password',
      state: 'open',
      statusValue: '2',
      contacts: [
        {
          role: 'requester',
          name: 'Ana Sousa',
          email: 'ana@kestrel.example',
          phone: '+351 912 000 000',
          language: 'pt-PT',
        },
      ],
      agent: null,
      groupId: '31',
      mergedInto: null,
      replyTo: null,
      updatedAt: Date.parse('2026-11-22T09:30:00Z'),
    });
  });

  it.each([
    ['Incident', 'INC-1042'],
    ['Service Request', 'SR-1042'],
    ['Case', '#1042'],
    [null, '#1042'],
  ])('of type %p is called %s', async (type, number) => {
    answers({ type });
    expect((await found()).number).toBe(number);
  });

  it.each([
    [{ status: 2 }, 'open'],
    [{ status: 3 }, 'open'],
    [{ status: 4 }, 'closed'],
    [{ status: 5 }, 'closed'],
    [{ status: 17 }, 'open'],
    [{ deleted: true }, 'deleted'],
    [{ status: 5, deleted: true }, 'deleted'],
    [{ spam: true }, 'deleted'],
  ])('with %j is %s', async (parts, state) => {
    answers(parts);
    expect((await found()).state).toBe(state);
  });

  it('names where answers go only when the help desk says so', async () => {
    answers({ support_email: 'it@kestrel.example', to_emails: ['someone@else.example'] });
    expect((await found()).replyTo).toBe('it@kestrel.example');
  });

  it('shows hostile text as a harmless line', async () => {
    answers({
      subject: 'a\r\nb\u0000\u202Ec',
      requester: { name: 'x\u001B]0;y', email: 'a@b.example\r\nBcc: c@d.example' },
    });
    api().get('/api/v2/requesters/501').reply(404);
    const { subject, contacts } = await found();
    expect(subject).toBe('a bc');
    expect(contacts).toEqual([{ role: 'requester', name: 'x]0;y', email: null, phone: null, language: null }]);
  });

  it('is readable when everything that can be missing is missing', async () => {
    api()
      .get('/api/v2/tickets/1042?include=requester')
      .reply(200, {
        ticket: { id: 1042, status: 2, updated_at: '2026-11-22T09:30:00Z', group_id: 'x', requester: 'y' },
      });
    expect(await found()).toMatchObject({ number: '#1042', subject: '', contacts: [], agent: null, groupId: null });
  });

  it.each([
    ['no ticket', { tickets: [ticket()] }],
    ['no id', { ticket: { ...ticket(), id: null } }],
    ['a status that is no number', { ticket: { ...ticket(), status: 'Open' } }],
    ['no date', { ticket: { ...ticket(), updated_at: 'yesterday' } }],
  ])('that has %s is asked for again, not guessed', async (_what, body) => {
    api().get('/api/v2/tickets/1042?include=requester').reply(200, body);
    expect(await desk().tickets.findTicket('1042')).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });

  it('that is not there is not found', async () => {
    api().get('/api/v2/tickets/1042?include=requester').reply(404);
    expect(await desk().tickets.findTicket('1042')).toMatchObject({
      retry: { when: 'never' },
      because: { code: 'not-found' },
    });
  });

  it.each(['', '0', '-1', '1.5', '1e3', '7/../../agents', '7?x=1', '7#', ' 7', '٧', 'INC-7', '9'.repeat(20)])(
    'is not even asked for by the id %p',
    async (id) => {
      expect(await desk().tickets.findTicket(id)).toMatchObject({
        retry: { when: 'never' },
        because: { code: 'invalid' },
      });
    },
  );
});

describe('the people of a ticket', () => {
  const bruno = {
    id: 502,
    first_name: 'Bruno',
    last_name: 'Costa',
    primary_email: 'bruno@kestrel.example',
    language: 'pt-BR',
  };

  it('are both named when one asked for another', async () => {
    answers({ requested_for_id: 502 });
    api()
      .get('/api/v2/requesters/502')
      .reply(200, { requester: { ...bruno, work_phone_number: '1', mobile_phone_number: '2' } });
    expect((await found()).contacts).toMatchObject([
      { role: 'requester', name: 'Ana Sousa' },
      { role: 'requested-for', name: 'Bruno Costa', email: 'bruno@kestrel.example', phone: '2', language: 'pt-BR' },
    ]);
  });

  it.each([403, 404])('leave out the one whose record is not shown (%d)', async (status) => {
    answers({ requested_for_id: 502 });
    api().get('/api/v2/requesters/502').reply(status);
    expect((await found()).contacts).toMatchObject([{ role: 'requester' }]);
  });

  it('are not silently fewer because of passing trouble', async () => {
    answers({ requested_for_id: 502 });
    api().get('/api/v2/requesters/502').reply(502);
    expect(await desk().tickets.findTicket('1042')).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });

  it('get their language from their own record when the ticket does not tell it', async () => {
    answers({ requester: { id: 501, name: 'Ana Sousa', email: 'ana@kestrel.example' } });
    api()
      .get('/api/v2/requesters/501')
      .reply(200, { requester: { ...bruno, language: 'zh-TW' } });
    expect((await found()).contacts).toMatchObject([
      { name: 'Ana Sousa', email: 'ana@kestrel.example', language: 'zh-TW' },
    ]);
  });

  it.each([403, 404, 500])('do without a language when that record cannot be read (%d)', async (status) => {
    answers({ requester: { id: 501, name: 'Ana Sousa', email: 'ana@kestrel.example' } });
    api().get('/api/v2/requesters/501').reply(status);
    expect((await found()).contacts).toMatchObject([{ name: 'Ana Sousa', language: null }]);
  });

  it('are looked up when the ticket does not embed them', async () => {
    answers({ requester: null });
    api().get('/api/v2/requesters/501').reply(200, { requester: bruno });
    expect((await found()).contacts).toMatchObject([{ role: 'requester', name: 'Bruno Costa' }]);
  });
});

describe("the ticket's agent", () => {
  const mara = { id: 71, first_name: 'Mara', last_name: 'Lindqvist', email: 'mara@kestrel.example', active: true };

  it('is named', async () => {
    answers({ responder_id: 71 });
    api().get('/api/v2/agents/71').reply(200, { agent: mara });
    expect((await found()).agent).toEqual({ id: '71', name: 'Mara Lindqvist', email: 'mara@kestrel.example' });
  });

  it.each([403, 404])('is null when it may not be read or is gone (%d): the ticket is still there', async (status) => {
    answers({ responder_id: 71 });
    api().get('/api/v2/agents/71').reply(status);
    expect((await found()).agent).toBeNull();
  });

  it('is null when deactivated', async () => {
    answers({ responder_id: 71 });
    api()
      .get('/api/v2/agents/71')
      .reply(200, { agent: { ...mara, active: false } });
    expect((await found()).agent).toBeNull();
  });

  it('is not taken for nobody because of passing trouble', async () => {
    answers({ responder_id: 71 });
    api().get('/api/v2/agents/71').reply(429, '', { 'Retry-After': '9' });
    expect(await desk().tickets.findTicket('1042')).toMatchObject({ retry: { when: 'at', at: NOW + 9000 } });
  });

  it('is found by id', async () => {
    api().get('/api/v2/agents/71').reply(200, { agent: mara });
    expect(await desk().tickets.findAgent('71')).toMatchObject({ kind: 'done', value: { name: 'Mara Lindqvist' } });
  });

  it('is null by an id nobody has', async () => {
    api().get('/api/v2/agents/71').reply(404);
    expect(await desk().tickets.findAgent('71')).toEqual({ kind: 'done', value: null });
  });

  it('is no answer at all where agents may not be read', async () => {
    api().get('/api/v2/agents/71').reply(403);
    expect(await desk().tickets.findAgent('71')).toMatchObject({
      kind: 'not-done',
      because: { code: 'not-permitted' },
    });
  });

  it('is not even asked for by an id that is none', async () => {
    expect(await desk().tickets.findAgent('me')).toMatchObject({ because: { code: 'invalid' } });
  });
});
