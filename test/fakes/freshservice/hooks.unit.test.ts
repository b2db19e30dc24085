import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listen, readBody, shut } from '../shared/http.ts';
import { deskCaller } from './desk-caller.ts';
import { startFakeFreshservice } from './start.ts';
import type { FakeFreshservice } from './start.ts';

let desk: FakeFreshservice;
let receiver: Server;
let url: string;
let received: { headers: IncomingHttpHeaders; body: string }[];

const keep = async (request: IncomingMessage): Promise<void> => {
  received.push({ headers: request.headers, body: (await readBody(request, 1_000_000)) ?? '' });
};

beforeEach(async () => {
  received = [];
  receiver = createServer((request, response) => {
    void keep(request).then(() => response.writeHead(202).end());
  });
  url = `http://127.0.0.1:${String(await listen(receiver, 0, '127.0.0.1'))}/hook`;
  desk = await startFakeFreshservice();
});
afterEach(async () => {
  await desk.close();
  await shut(receiver);
});

describe('a Workflow Automator rule', () => {
  const rule = { kind: 'automator', headers: { 'x-secret': 's3' } } as const;

  it('is told when a person changes the ticket, with its header and its own body', async () => {
    await desk.control.addHook({ ...rule, url });
    await desk.control.edit(1042, { status: 5 });

    expect(received.map((one) => one.body)).toEqual(['{"ticket_id":"1042"}']);
    expect(received[0]?.headers).toMatchObject({ 'x-secret': 's3', 'content-type': 'application/json' });
    expect(await desk.control.hookDeliveries()).toMatchObject([{ url, status: 202, error: null }]);
  });

  it('is told when a program changes the ticket, and not when nothing changed', async () => {
    await desk.control.addHook({ ...rule, url });
    const api = deskCaller(desk.url);
    await api.call('PUT', '/tickets/1042', { status: 2 });
    await api.call('PUT', '/tickets/1042', { status: 3 });
    await desk.control.state();

    expect(received).toHaveLength(1);
  });

  it('breaks its JSON on a quote in the subject, as the original may', async () => {
    await desk.control.addHook({ ...rule, url, template: '{"id":"{{ticket.id}}","subject":"{{ticket.subject}}"}' });
    await desk.control.edit(1042, { subject: 'He said "no"' });

    expect(received[0]?.body).toBe('{"id":"INC-1042","subject":"He said "no""}');
  });

  it('can be fired with any body, and says so when nobody listens', async () => {
    const told = await desk.control.fireWebhook({ url, headers: { 'x-secret': 'wrong' }, body: 'not json' });
    const nobody = await desk.control.fireWebhook({ url: 'http://127.0.0.1:1/', body: '{}' });

    expect(told).toMatchObject({ status: 202 });
    expect(received).toMatchObject([{ body: 'not json', headers: { 'x-secret': 'wrong' } }]);
    expect(nobody).toMatchObject({ status: null, error: expect.any(String) });
  });
});

describe('the app platform', () => {
  it('is told old and new values, custom fields as a list', async () => {
    await desk.control.addHook({ kind: 'app-event', url });
    await desk.control.edit(1042, { status: 5, customFields: { site: 'Taipei' } });

    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      event: 'onTicketUpdate',
      data: {
        ticket: { id: 1042, custom_fields: expect.arrayContaining([{ name: 'site', value: 'Taipei' }]) },
        changes: { status: [2, 5], site: ['Rotterdam', 'Taipei'] },
        actor: { name: 'Mara' },
      },
    });
  });

  it.each([
    ['deleted', async () => desk.control.mark(1042, 'delete'), { deleted: [false, true] }],
    ['merged', async () => desk.control.merge(1042, 1044), { status: [2, 5] }],
    [
      'given to somebody else',
      async () => desk.control.edit(1042, { responderId: null }),
      { responder_id: [expect.any(Number), null] },
    ],
  ])('is told of a ticket that was %s', async (_what, act, changes) => {
    await desk.control.addHook({ kind: 'app-event', url });
    await act();
    expect(JSON.parse(received.at(-1)?.body ?? '')).toMatchObject({ data: { changes } });
  });

  it('can be made to tell of a change that did not happen', async () => {
    await desk.control.fireTicketUpdate({ url, ticketId: 1042, status: [2, 5] });
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      data: { changes: { status: [2, 5] }, ticket: { status: 2 } },
    });
  });
});

describe('what is written into a ticket', () => {
  it('is told as the app platform does, whoever wrote it and by whatever way', async () => {
    await desk.control.addHook({ kind: 'conversation-event', headers: {}, url });
    const requester = (await desk.control.ticket(1042)).ticket.requesterId;
    await desk.control.write(1042, { by: requester, body: '<p>It works again.</p>' });
    await deskCaller(desk.url).note(1042, '<p>Good.</p>');
    await desk.control.edit(1042, { status: 5 });

    expect(received.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      {
        event: 'onConversationCreate',
        data: {
          conversation: { ticket_id: 1042, source: 0, incoming: true, body_text: 'It works again.' },
          actor: { id: requester },
        },
      },
      { event: 'onConversationCreate', data: { conversation: { source: 2, private: true, body_text: 'Good.' } } },
    ]);
  });
});
