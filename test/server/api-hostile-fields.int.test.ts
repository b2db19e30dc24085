import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { type ApiCaller, apiCaller, namedFields, problem, toldProblem } from './api-caller.ts';
import { type DatabaseDump, dumpDatabase } from './database-dump.ts';
import { COMMAND_TEXTS, CREATION_TEXTS, spoilings } from './hostile-text.ts';
import { type Engine, type ServerWorld, serverWorld } from './server-world.ts';
import { aCreation, allCommands, type JsonBody, spoiled } from './valid-bodies.ts';

const ENGINES: readonly Engine[] = postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'];
const INVALID = problem(422, 'invalid-input');

describe.each(ENGINES)('A field that is not as described, on %s', (engine) => {
  let world: ServerWorld;
  let api: ApiCaller;
  let requestId: string;
  let before: DatabaseDump;

  beforeAll(async () => {
    world = await serverWorld({ engine });
    api = apiCaller(world.url, world.data.secrets.api);
    const made = await api.post('/requests', aCreation());
    requestId = (JSON.parse(made.body) as { request: { id: string } }).request.id;
    before = await dumpDatabase(world.foundation.store.database);
  });
  afterAll(() => world.close());
  // Whatever was refused has changed nothing, not even the answers that are kept for command ids.
  afterEach(async () => expect(await dumpDatabase(world.foundation.store.database)).toEqual(before));

  const create = (body: unknown) => api.post('/requests', body);
  const command = (body: unknown) => api.post(`/requests/${requestId}/commands`, body);

  it.each(CREATION_TEXTS)(
    'no hostile text and nothing but text gets into $path of a creation; the field is named',
    async (field) => {
      for (const [name, value] of spoilings(field)) {
        const answer = await create(spoiled(aCreation(), field.path, value));
        expect([name, toldProblem(answer), namedFields(answer)]).toEqual([name, INVALID, [field.path]]);
      }
    },
  );

  it.each(COMMAND_TEXTS)('no hostile text and nothing but text gets into $path of $command', async (field) => {
    const valid = allCommands().find(({ type }) => type === field.command) ?? {};
    for (const [name, value] of spoilings(field)) {
      const { status, type } = toldProblem(await command(spoiled(valid, field.path, value)));
      expect([name, status]).toEqual([name, 422]);
      expect(['invalid-input', 'not-an-address']).toContain(type);
    }
  });

  describe('a creation with', () => {
    const wrong: readonly (readonly [name: string, path: string, value: unknown])[] = [
      ['no command id', 'commandId', undefined],
      ['a short command id', 'commandId', 'seven77'],
      ['a command id with a slash', 'commandId', 'abc/defgh'],
      ['no agent', 'agent', undefined],
      ['an array for the agent', 'agent', [{ id: '1', name: 'Mara' }]],
      ['an agent without a name', 'agent.name', undefined],
      ['an unknown field', 'status', 'Ready'],
      ['an unknown field in the agent', 'agent.role', 'admin'],
      ['an unknown field in the recipient', 'recipient.address', '123456789'],
      ['an unknown field in the ticket', 'ticket.installationId', 'other'],
      ['no ticket at all', 'ticket', undefined],
      ['no recipient', 'recipient', undefined],
      ['null as recipient', 'recipient', null],
      ['no channels', 'channels', undefined],
      ['an empty list of channels', 'channels', []],
      ['a channel that does not exist', 'channels', ['pigeon']],
      ['one channel twice', 'channels', ['link', 'link']],
      ['an object for the channels', 'channels', { 0: 'link', length: 1 }],
      ['text for the channels', 'channels', 'link'],
      ['a start in words', 'schedule.startAt', 'tomorrow'],
      ['a start with a fraction', 'schedule.startAt', 1.5],
      ['a start before 1970', 'schedule.startAt', -1],
      ['a start after the year 9999', 'schedule.startAt', 253_402_300_800_000],
      ['a start too large for a number', 'schedule.startAt', 1e308],
      ['an expiry as text', 'expiresAt', '2030-01-01'],
      ['an expiry of no size', 'expiresAt', -0.5],
      ['a time zone that does not exist', 'schedule.timeZone', 'Mars/Olympus'],
      ['an offset for the time zone', 'schedule.timeZone', '+02:00'],
      ['a path for the time zone', 'schedule.timeZone', '../../etc/passwd'],
      ['a schedule without a time zone', 'schedule.timeZone', undefined],
      ['an assignee of no kind', 'assignee', {}],
      ['an assignee of an unknown kind', 'assignee', { kind: 'everybody' }],
      ['a mixed assignee', 'assignee', { kind: 'unassigned', queueId: 'a' }],
      ['two addresses in one field', 'recipient.email', 'a@kestrel.example,b@kestrel.example'],
      ['two addresses with a semicolon', 'recipient.email', 'a@kestrel.example; b@kestrel.example'],
      ['two addresses with a space', 'recipient.email', 'a@kestrel.example b@kestrel.example'],
      ['an address with two hosts', 'recipient.email', 'a@kestrel.example@elsewhere.example'],
      ['an address with a name', 'recipient.email', 'May <may@kestrel.example>'],
      ['an address with a comment', 'recipient.email', 'may(x)@kestrel.example'],
      ['a quoted address', 'recipient.email', '"may"@kestrel.example'],
      ['an address without a host', 'recipient.email', 'may@'],
      ['an address without a name', 'recipient.email', '@kestrel.example'],
      ['an address with a hole in its host', 'recipient.email', 'may@kestrel..example'],
      ['an address with a header in it', 'recipient.email', 'may@kestrel.example\r\nBcc:b@x.example'],
      ['a phone number with words', 'recipient.phone', 'call reception'],
      ['a phone number that is too short', 'recipient.phone', '+49 30'],
      ['a phone number that is too long', 'recipient.phone', '+49 30 1234567890123456'],
      ['two phone numbers', 'recipient.phone', '+49301234567,+49301234568'],
      ['another as a word', 'another', 'yes'],
      ['a language that is none', 'language', 'en_US;q=1'],
    ];
    it.each(wrong)('%s is refused', async (_name, path, value) => {
      expect(toldProblem(await create(spoiled(aCreation(), path, value)))).toEqual(INVALID);
    });

    it('an AnyDesk client that is no address is refused', async () => {
      const assignee = { kind: 'client', address: 'not an address' };
      expect(toldProblem(await create(aCreation({ assignee })))).toEqual(problem(422, 'not-an-address'));
    });

    it('a queue that does not exist is refused', async () => {
      const assignee = { kind: 'queue', queueId: 'nowhere' };
      expect(toldProblem(await create(aCreation({ assignee })))).toEqual(problem(422, 'no-such-queue'));
    });
  });

  describe('every command', () => {
    const types = allCommands().map(({ type }) => String(type));
    const bodyOf = (type: string): JsonBody => allCommands().find((body) => body['type'] === type) ?? {};
    it.each(types)('%s is refused with an unknown field', async (type) => {
      expect(toldProblem(await command({ ...bodyOf(type), actor: 'system' }))).toEqual(INVALID);
    });
    it.each(types)(
      '%s is refused without an agent, without a command id, and with a version that is none',
      async (type) => {
        const bodies = [
          spoiled(bodyOf(type), 'agent', undefined),
          spoiled(bodyOf(type), 'commandId', undefined),
          { ...bodyOf(type), expectedVersion: 0 },
          { ...bodyOf(type), expectedVersion: '1' },
        ];
        for (const body of bodies) expect(toldProblem(await command(body))).toEqual(INVALID);
      },
    );
    it('of the recipient or the system cannot be given by a panel', async () => {
      const theirs = ['join', 'allow-access', 'deny-access', 'withdraw-consent', 'report-request', 'ask-new-link'];
      const systems = [
        'expire-request',
        'lapse-access',
        'record-invitation',
        'follow-ticket-deleted',
        'create-request',
      ];
      for (const type of [...theirs, ...systems, 'constructor', '__proto__', 'toString', '']) {
        expect(toldProblem(await command({ ...bodyOf('claim'), type }))).toEqual(INVALID);
      }
    });
  });
});
