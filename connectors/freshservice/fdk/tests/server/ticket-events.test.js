/** @jest-environment node */
const { loadServer } = require('./load-server');

/** What our server is told of an event; empty when nothing. */
async function told(handler, data, answer = async () => ({ status: 202 })) {
  const server = loadServer(answer);
  const returned = server.handlers[handler]?.({ event: handler, account_id: '1402', data });
  await server.settled();
  // A product event is nobody's to answer.
  expect([returned, server.rendered]).toEqual([undefined, []]);
  return server.calls;
}

const ticketUpdated = (ticket, changes) => told('onTicketUpdateHandler', { ticket, changes });
const conversation = (content) => told('onConversationCreateHandler', { conversation: content });
const hint = (ticket, kind) => [{ name: 'ticketChanged', body: { protocol: 1, ticket, kind } }];

describe('A change of a ticket', () => {
  it.each(['status', 'responder_id', 'group_id', 'requester_id', 'deleted', 'spam'])(
    'that a request follows (%s) is told, without anything of its content',
    async (field) => {
      const ticket = { id: 42, subject: 'Salary of May', description: 'private', status: 5 };
      expect(await ticketUpdated(ticket, { [field]: [1, 2] })).toEqual(hint('42', 'updated'));
    },
  );

  it.each([{ priority: [1, 4] }, { custom_fields: [] }, { tags: ['a'], urgency: [1, 2] }])(
    'that no request follows (%p) costs no call',
    async (changes) => {
      expect(await ticketUpdated({ id: 42 }, changes)).toEqual([]);
    },
  );

  it.each([undefined, null, {}, 'status'])(
    'whose list of changes is %p is told: it may be a deletion',
    async (changes) => {
      expect(await ticketUpdated({ id: 42 }, changes)).toEqual(hint('42', 'updated'));
    },
  );

  it('is told by the number that people know, where there is an inner one beside it', async () => {
    expect(await ticketUpdated({ id: 18_000_123, display_id: 42 }, {})).toEqual(hint('42', 'updated'));
  });

  it.each([null, {}, { id: null }, { id: '42/../7' }, { id: -1 }, { id: { $ne: 1 } }, { id: '9'.repeat(40) }])(
    'of a ticket that is named as %p is not told',
    async (ticket) => {
      expect(await ticketUpdated(ticket, {})).toEqual([]);
    },
  );

  it('is no fault of the app when our server cannot be reached', async () => {
    const calls = await told('onTicketUpdateHandler', { ticket: { id: 42 } }, () => Promise.reject(new Error('down')));
    expect(calls).toHaveLength(1);
  });
});

describe('Something written into a ticket', () => {
  const note = { ticket_id: 452, ticket_display_id: 42, source: 2, private: true };

  it('is told when it is a note that names another ticket: it may be a merge', async () => {
    const merged = { ...note, body_text: 'This ticket is closed and merged into ticket INC-43' };
    expect(await conversation(merged)).toEqual(hint('42', 'conversation'));
    expect(await conversation({ ...note, body: '<div>合併到 <a href="/a/tickets/43">43</a> #43</div>' })).toEqual(
      hint('42', 'conversation'),
    );
  });

  it('is not told when our own server wrote it', async () => {
    const ours = 'Ref RS-000123-07-K7QX May joined. See ticket INC-43';
    expect(await conversation({ ...note, body_text: ours })).toEqual([]);
    expect(await conversation({ ...note, body: `<p>${ours}</p>` })).toEqual([]);
  });

  it('is told when it only quotes what our server wrote', async () => {
    const quoting = 'Merged into #43. Quoting: Ref RS-000123-07-K7QX May joined.';
    expect(await conversation({ ...note, body_text: quoting })).toEqual(hint('42', 'conversation'));
  });

  it.each([
    ['a reply', { ...note, source: 0, body_text: 'see INC-43' }],
    ['a note about nothing else', { ...note, body_text: 'called back' }],
    ['empty', { ...note, body_text: null, body: null }],
    ['of no ticket', { source: 2, body_text: 'see INC-43' }],
    ['missing', undefined],
  ])('costs no call when it is %s', async (_what, content) => {
    expect(await conversation(content)).toEqual([]);
  });
});
