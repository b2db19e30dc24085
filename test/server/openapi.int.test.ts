import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { API_ROUTES } from '../../server/http/api/api-routes.ts';
import { openApiReference } from '../generate/openapi.ts';
import { httpCall } from '../support/http-call.ts';
import { apiCaller } from './api-caller.ts';
import { carriedOut, givenRequest, STEPS } from './given-request.ts';
import { jsonTypesIn, refsIn, resolved, type JsonObject } from './openapi-reader.ts';
import { MARA, type ServerWorld, serverWorld } from './server-world.ts';
import { aCreation, allCommands } from './valid-bodies.ts';

type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: JsonObject;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonObject }>> };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content: Readonly<Record<string, { readonly schema: JsonObject }>> }
    >
  >;
};
type Description = JsonObject & {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonObject>>; readonly securitySchemes: JsonObject };
};

const READER = 'agent=21&agentName=Mara+Lindqvist';
let description: Description;
let operations: readonly (readonly [path: string, method: string, Operation])[];
let world: ServerWorld;
beforeAll(async () => {
  description = JSON.parse(await openApiReference.make()) as Description;
  operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method, operation] as const),
  );
  world = await serverWorld();
});
afterAll(() => world.close());

describe('The description of the API', () => {
  it('is what the running server serves, but for the address', async () => {
    const { status, headers, body } = await httpCall(`${world.url}/api/v1/openapi.json`);
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(JSON.parse(body)).toEqual({ ...description, servers: [{ url: `${world.url}/api/v1` }] });
  });

  it('is OpenAPI 3.1 with title, version, licence and one server', () => {
    expect(description).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d+$/),
      jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
      info: { title: expect.any(String), version: expect.any(String), license: { name: 'MIT' } },
      servers: [{ url: expect.stringMatching(/^https:\/\/[^/]+\/api\/v1$/) }],
      security: [{ installationSecret: [] }],
      components: { securitySchemes: { installationSecret: { type: 'http', scheme: 'bearer' } } },
    });
    const allowed = ['openapi', 'jsonSchemaDialect', 'info', 'servers', 'security', 'paths', 'components'];
    expect(Object.keys(description).filter((key) => !allowed.includes(key))).toEqual([]);
  });

  it('has every route of the API and nothing else', () => {
    const routes = API_ROUTES.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(operations.map(([path, method]) => `${method} ${path}`).toSorted()).toEqual(routes.toSorted());
  });

  it('names each operation once and says what it does', () => {
    const ids = operations.map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, , { summary }] of operations) expect(summary.length).toBeGreaterThan(10);
  });

  it('has every parameter of each path, required, and no name twice', () => {
    for (const [path, , { parameters }] of operations) {
      const inPath = parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(inPath.every(({ required }) => required)).toBe(true);
      expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    }
  });

  it('resolves every reference, and uses every component', () => {
    const refs = refsIn(description);
    for (const ref of refs) expect([ref, resolved(description, ref)]).toEqual([ref, expect.any(Object)]);
    const used = new Set(refs.map((ref) => ref.split('/').at(-1)));
    expect(Object.keys(description.components.schemas).filter((name) => !used.has(name))).toEqual([]);
  });

  it('uses only types of JSON Schema', () => {
    const types = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'];
    expect(jsonTypesIn(description).filter((type) => !types.includes(type))).toEqual([]);
  });

  it('tells for every operation which problems it answers, as problem documents', () => {
    for (const [, , { responses, requestBody }] of operations) {
      const statuses = Object.keys(responses).map(Number);
      const least = [400, 401, 422, 500, ...(requestBody === undefined ? [] : [413, 415])];
      expect(statuses).toEqual(expect.arrayContaining(least));
      for (const [status, { description: words, content }] of Object.entries(responses)) {
        expect(words).not.toBe('');
        const kinds = Number(status) < 400 ? ['application/json', 'text/event-stream'] : ['application/problem+json'];
        expect(kinds).toContain(Object.keys(content)[0]);
      }
    }
  });
});

describe('What the running API', () => {
  const schemaAt = (path: string, method: string, status: number): z.ZodType => {
    const content = description.paths[path]?.[method]?.responses[String(status)]?.content ?? {};
    const [media] = Object.values(content);
    if (media === undefined) throw new Error(`${method} ${path} does not describe an answer of ${status}`);
    return asZod(media.schema);
  };
  const asZod = (schema: JsonObject): z.ZodType => {
    const text = JSON.stringify({ ...schema, $defs: description.components.schemas });
    return z.fromJSONSchema(
      JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as z.core.JSONSchema.JSONSchema,
    );
  };
  const mustFit = (schema: z.ZodType, value: unknown): void => {
    expect(schema.safeParse(value).error?.issues ?? []).toEqual([]);
  };

  it.each(STEPS)('answers for a request that is %s is as described', async (step) => {
    const request = await givenRequest(world.panel(), step, aCreation({ schedule: null }));
    const api = apiCaller(world.url, world.data.secrets.api);
    const calls: readonly (readonly [string, string])[] = [
      [`/requests/{requestId}`, `/requests/${request.id}`],
      [`/requests/{requestId}/events`, `/requests/${request.id}/events`],
      [`/tickets/{ticketId}/requests`, `/tickets/${request.ticket?.id ?? ''}/requests`],
    ];
    for (const [described, path] of calls) {
      const { status, body } = await api.get(`${path}?${READER}`);
      expect(status).toBe(200);
      mustFit(schemaAt(described, 'get', 200), JSON.parse(body));
    }
  });

  it('answers to a creation, the first time and again, is as described, without a field more', async () => {
    const body = aCreation();
    const api = apiCaller(world.url, world.data.secrets.api);
    for (const status of [201, 200]) {
      const answer = await api.post('/requests', body);
      expect(answer.status).toBe(status);
      mustFit(schemaAt('/requests', 'post', status), JSON.parse(answer.body));
      const { request } = JSON.parse(answer.body) as { request: object };
      const described = Object.keys(description.components.schemas['Request']?.['properties'] ?? {});
      expect(Object.keys(request).filter((name) => !described.includes(name))).toEqual([]);
    }
  });

  it('takes as a creation and as commands is what the description takes, and the description refuses what it does not know', () => {
    const creation = asZod({ $ref: '#/components/schemas/CreateRequest' });
    const command = asZod({ $ref: '#/components/schemas/Command' });
    mustFit(creation, aCreation());
    for (const body of allCommands()) mustFit(command, body);
    expect(creation.safeParse({ ...aCreation(), more: 1 }).success).toBe(false);
    expect(creation.safeParse({ ...aCreation(), channels: [] }).success).toBe(false);
    expect(command.safeParse({ ...allCommands()[0], type: 'join' }).success).toBe(false);
  });

  it('refuses is a problem document as described, whatever the reason', async () => {
    const { request } = carriedOut(await world.panel().create(aCreation()));
    const api = apiCaller(world.url, world.data.secrets.api);
    const commands = `/requests/${request.id}/commands`;
    const described = '/requests/{requestId}/commands';
    const claim = allCommands().find(({ type }) => type === 'claim');
    const refused: readonly (readonly [string, string, Promise<{ status: number; body: string }>])[] = [
      [described, 'post', api.post(commands, '{')],
      [described, 'post', apiCaller(world.url, null).post(commands, claim)],
      [described, 'post', api.post('/requests/x/commands', claim)],
      [described, 'post', api.post(commands, claim)],
      [described, 'post', api.post(commands, 'x'.repeat(100_000))],
      [described, 'post', api.post(commands, '{}', { 'content-type': 'text/plain' })],
      [described, 'post', api.post(commands, {})],
      [
        described,
        'post',
        api.post(commands, { ...allCommands()[2], agent: { ...MARA, email: 'vera@kestrel.example' } }),
      ],
      ['/requests/{requestId}', 'get', api.get(`/requests/x?${READER}`)],
      ['/tickets/{ticketId}/live', 'get', api.get('/tickets/x/live')],
    ];
    const seen = new Set<number>();
    for (const [path, method, calling] of refused) {
      const { status, body } = await calling;
      seen.add(status);
      mustFit(schemaAt(path, method, status), JSON.parse(body));
    }
    expect([...seen].toSorted((a, b) => a - b)).toEqual([400, 401, 403, 404, 409, 413, 415, 422]);
  });
});
