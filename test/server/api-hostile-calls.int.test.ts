import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { type ApiCaller, apiCaller, problem, toldProblem } from './api-caller.ts';
import { type DatabaseDump, dumpDatabase } from './database-dump.ts';
import { type Engine, type ServerWorld, serverWorld } from './server-world.ts';
import { aCreation, allCommands } from './valid-bodies.ts';

const ENGINES: readonly Engine[] = postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'];
const INVALID = problem(422, 'invalid-input');

describe.each(ENGINES)('A call that is not as described, on %s', (engine) => {
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

  describe('a body that', () => {
    const valid = JSON.stringify(aCreation());
    const nested = '{"a":'.repeat(5000) + '1' + '}'.repeat(5000);
    const bodies: readonly (readonly [name: string, body: string, ReturnType<typeof problem>])[] = [
      ['is empty', '', INVALID],
      ['is cut off', valid.slice(0, -1), problem(400, 'invalid-json')],
      ['has a comma too many', valid.replace(/}$/, ',}'), problem(400, 'invalid-json')],
      ['has a comment', `/* */${valid}`, problem(400, 'invalid-json')],
      ['is a form', 'commandId=abcdefgh', problem(400, 'invalid-json')],
      ['is null', 'null', problem(400, 'invalid-json')],
      ['is a text', '"text"', problem(400, 'invalid-json')],
      ['is NaN', 'NaN', problem(400, 'invalid-json')],
      ['is an array', `[${valid}]`, INVALID],
      ['is nothing but nested arrays', '['.repeat(30_000) + ']'.repeat(30_000), INVALID],
      ['has an agent nested 5,000 deep', valid.replace('"agent":{', `"agent":{"x":${nested},`), INVALID],
      ['sets the prototype', valid.replace('{', '{"__proto__":{"another":true},'), INVALID],
      ["sets the agent's prototype", valid.replace('"agent":{', '"agent":{"__proto__":{"role":"admin"},'), INVALID],
      ['sets a constructor', valid.replace('{', '{"constructor":{"prototype":{}},'), INVALID],
      ['is a little too large', `${' '.repeat(65_537)}${valid}`, problem(413, 'too-large')],
      ['is far too large', 'x'.repeat(5_000_000), problem(413, 'too-large')],
    ];
    it.each(bodies)('%s is refused', async (_name, body, expected) => {
      expect(toldProblem(await create(body))).toEqual(expected);
      expect(toldProblem(await command(body))).toEqual(expected);
    });

    const types: readonly (readonly [name: string, headers: Record<string, string>, ReturnType<typeof problem>])[] = [
      ['plain text', { 'content-type': 'text/plain' }, problem(415, 'wrong-content-type')],
      ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, problem(415, 'wrong-content-type')],
      ['a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }, problem(415, 'wrong-content-type')],
      ['something like JSON', { 'content-type': 'application/jsonp' }, problem(415, 'wrong-content-type')],
      ['nothing', { 'content-type': '' }, problem(415, 'wrong-content-type')],
      [
        'JSON in another alphabet',
        { 'content-type': 'application/json; charset=iso-8859-1' },
        problem(415, 'wrong-content-type'),
      ],
      ['JSON compressed in an unknown way', { 'content-encoding': 'zip' }, problem(415, 'wrong-content-type')],
      ['compressed JSON that is not', { 'content-encoding': 'gzip' }, problem(400, 'broken-request')],
    ];
    it.each(types)('is called %s is refused', async (_name, headers, expected) => {
      expect(toldProblem(await api.post('/requests', valid, headers))).toEqual(expected);
    });
  });

  describe('an address', () => {
    const agent = 'agent=21&agentName=Mara';
    const reading = [
      () => `/requests/${requestId}`,
      () => `/requests/${requestId}/events`,
      () => '/tickets/1042/requests',
      () => '/tickets/1042/live',
    ].map((path) => (query: string) => api.get(`${path()}?${query}`));
    const resending = (query: string) => api.post(`/deliveries/abc/resend?${query}`, '');

    const queries: readonly (readonly [name: string, query: string])[] = [
      ['without the agent', 'agentName=Mara'],
      ["without the agent's name", 'agent=21'],
      ['with the agent named twice', `${agent}&agent=22`],
      ['with the name given twice', `${agent}&agentName=Jun`],
      ['with an unknown parameter', `${agent}&role=admin`],
      ['with an object for a parameter', 'agent[id]=21&agentName=Mara'],
      ['with the prototype as parameter', `${agent}&__proto__=x`],
      ['with a name that is too long', `agent=21&agentName=${'x'.repeat(121)}`],
      ['with a bidirectional override', `agent=21&agentName=Mara%E2%80%AE`],
      ['with two addresses', `${agent}&agentEmail=a@b.example,c@d.example`],
    ];
    it.each(queries)('%s is refused', async (_name, query) => {
      for (const call of [...reading, resending]) expect(toldProblem(await call(query))).toEqual(INVALID);
    });

    it.each(['0', '101', '-1', '1.5', 'ten', '', '1&limit=2', '%C2%B2'])('with limit=%s is refused', async (limit) => {
      expect(toldProblem(await api.get(`/tickets/1042/requests?${agent}&limit=${limit}`))).toEqual(INVALID);
    });

    it.each(['garbage', 'eyJzIjoxfQ', '%F0%9F%98%80', '-1', 'null'])(
      'with the made-up cursor %s gives the first page',
      async (cursor) => {
        const answer = await api.get(`/tickets/1042/requests?${agent}&cursor=${cursor}`);
        expect(answer.status).toBe(200);
        expect(answer.body).toContain(requestId);
      },
    );

    const BROKEN = problem(400, 'broken-request');
    const paths: readonly (readonly [name: string, path: string, ReturnType<typeof problem>])[] = [
      ['U+0000 as request', `/requests/%00?${agent}`, BROKEN],
      ['U+0000 as ticket', `/tickets/%00/requests?${agent}`, BROKEN],
      ['U+0000 in the query', `/tickets/1/requests?agent=%00&agentName=M`, BROKEN],
      ['a broken escape', `/requests/%E0%A4%A?${agent}`, BROKEN],
      ['half a surrogate', `/requests/%ED%A0%80?${agent}`, BROKEN],
      ['an unknown request', `/requests/${'0'.repeat(26)}?${agent}`, problem(404, 'no-such-request')],
      ['a request of 8,000 characters', `/requests/${'x'.repeat(8000)}?${agent}`, problem(404, 'no-such-request')],
      ['the prototype as request', `/requests/__proto__?${agent}`, problem(404, 'no-such-request')],
      ['SQL as request', `/requests/'%20or%201=1--?${agent}`, problem(404, 'no-such-request')],
      ['the log of an unknown request', `/requests/nothing/events?${agent}`, problem(404, 'no-such-request')],
      ['a route that does not exist', `/people?${agent}`, problem(404, 'no-such-address')],
      ['a path out of the API', `/../console?${agent}`, problem(404, 'no-such-address')],
    ];
    it.each(paths)('with %s is answered with a problem', async (_name, path, expected) => {
      expect(toldProblem(await api.get(path))).toEqual(expected);
    });

    it('with U+0000 is refused for commands and deliveries too', async () => {
      expect(toldProblem(await api.post('/requests/%00/commands', allCommands()[0]))).toEqual(BROKEN);
      expect(toldProblem(await api.post(`/deliveries/%00/resend?${agent}`, ''))).toEqual(BROKEN);
    });

    it('of a request or delivery that does not exist is a 404', async () => {
      const unknown = problem(404, 'no-such-request');
      expect(toldProblem(await api.post('/requests/nothing/commands', allCommands()[10]))).toEqual(unknown);
      expect(toldProblem(await api.post(`/deliveries/nothing/resend?${agent}`, ''))).toEqual(unknown);
    });
  });
});
