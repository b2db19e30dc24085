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

const noteIdOf = (json: unknown): number => (json as { conversation: { id: number } }).conversation.id;

describe('a note', () => {
  it('is made with 201, private unless asked otherwise, in the name of the key', async () => {
    const answer = await api.note(1042, '<p>Session request <b>RS-000001</b></p>');
    const [agent] = await desk.control.agents();

    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      conversation: {
        ticket_id: 1042,
        private: true,
        source: 2,
        user_id: agent?.id,
        body_text: 'Session request RS-000001',
      },
    });
  });

  it.each([
    [{}, 'body', 'missing_field'],
    [{ body: '' }, 'body', 'missing_field'],
    [{ body: 7 }, 'body', 'datatype_mismatch'],
    [{ body: 'x', private: 'yes' }, 'private', 'datatype_mismatch'],
    [{ body: 'x', notify_emails: ['nobody'] }, 'notify_emails', 'invalid_value'],
    [{ body: 'x', idempotency_key: '1' }, 'idempotency_key', 'invalid_field'],
    [{ body: 'x', user_id: 1 }, 'user_id', 'invalid_value'],
  ])('with %j is refused naming the field', async (body, field, code) => {
    const answer = await api.call('POST', '/tickets/1042/notes', body);

    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ errors: [{ field, code }] });
    expect(await desk.control.timeline(1042)).toEqual([]);
  });

  it('is rewritten and removed by its number, and unknown afterwards', async () => {
    const id = noteIdOf((await api.note(1042, 'first')).json);
    const path = `/conversations/${String(id)}`;

    expect((await api.call('PUT', path, { body: '<p>second</p>' })).json).toMatchObject({
      conversation: { body_text: 'second' },
    });
    expect((await api.call('DELETE', path)).status).toBe(204);
    expect((await api.call('PUT', path, { body: 'third' })).status).toBe(404);
    expect((await api.get(path)).status).toBe(405);
    expect(await desk.control.timeline(1042)).toEqual([]);
  });

  it('sends a notice to the agents it names', async () => {
    await api.call('POST', '/tickets/1042/notes', { body: 'x', notify_emails: ['mara.lindqvist@kestrel.example'] });

    expect(await desk.control.mails()).toMatchObject([{ kind: 'note-notice', to: ['mara.lindqvist@kestrel.example'] }]);
  });
});

describe('a reply', () => {
  it('is public, goes to the requester and cannot be changed', async () => {
    const answer = await api.call('POST', '/tickets/1042/reply', { body: '<p>Your link</p>' });
    const change = await api.call('PUT', `/conversations/${String(noteIdOf(answer.json))}`, { body: 'other' });

    expect(answer.json).toMatchObject({
      conversation: { private: false, source: 0, to_emails: ['hannah.osei@kestrel.example'] },
    });
    expect(await desk.control.mails()).toMatchObject([{ kind: 'reply', to: ['hannah.osei@kestrel.example'] }]);
    expect([change.status, change.json]).toEqual([403, { code: 'access_denied', message: expect.any(String) }]);
  });

  it('is refused for somebody without an address', async () => {
    const answer = await api.call('POST', '/tickets/1046/reply', { body: 'hello' });
    expect(answer.json).toMatchObject({ errors: [{ field: 'email' }] });
  });
});

const fill = async (count: number): Promise<void> => {
  for (let n = 1; n <= count; n += 1) await api.note(1042, `note ${String(n)}`);
};
const texts = (json: unknown): string[] =>
  (json as { conversations: { body_text: string }[] }).conversations.map((one) => one.body_text);

describe('the list of conversations', () => {
  it('has 30 a page, names the next page in Link on the same host, and no next page on the last', async () => {
    await fill(61);
    const first = await api.get('/tickets/1042/conversations');
    const next = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await api.get(next.replace(`${desk.url}/api/v2`, ''));
    const third = await api.get('/tickets/1042/conversations?page=3');

    expect(next).toContain(desk.url);
    expect(texts(first.json)).toHaveLength(30);
    expect(texts(second.json).at(0)).toBe('note 31');
    expect(texts(third.json)).toEqual(['note 61']);
    expect(third.headers.get('link')).toBeNull();
  });

  it('has no next page when the last one is exactly full', async () => {
    await fill(30);
    expect((await api.get('/tickets/1042/conversations')).headers.get('link')).toBeNull();
    expect(texts((await api.get('/tickets/1042/conversations?page=2')).json)).toEqual([]);
  });

  it.each(['per_page=101', 'per_page=0', 'page=0', 'page=x', 'include=requester'])('refuses %s', async (query) => {
    const answer = await api.get(`/tickets/1042/conversations?${query}`);
    expect([answer.status, answer.json]).toEqual([400, expect.objectContaining({ description: 'Validation failed' })]);
  });

  it("holds what people wrote, and a requester's mail opens a closed ticket again", async () => {
    const { ticket } = await desk.control.ticket(1042);
    await desk.control.edit(1042, { status: 5 });
    await desk.control.write(1042, { by: ticket.requesterId, body: '<p>It is back</p>' });

    expect((await api.get('/tickets/1042/conversations')).json).toMatchObject({
      conversations: [{ incoming: true, private: false, body_text: 'It is back' }],
    });
    expect((await desk.control.ticket(1042)).statusName).toBe('Open');
  });
});
