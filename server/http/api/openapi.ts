import { z } from 'zod';
import type { ApiRoute } from './api-route.ts';
import { problemSchema } from './view-schema.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const ALWAYS = [400, 401, 403, 422, 500];
const WITH_BODY = [413, 415];

const PROBLEM_TEXT: Readonly<Record<number, string>> = {
  400: 'The address or the body cannot be read',
  401: 'The installation secret is missing or not valid',
  403: 'This agent may not do that',
  404: 'No such thing, or somebody else has it',
  409: 'Not possible in the current state',
  413: 'The body is too large',
  415: 'The body must be application/json',
  422: 'A field is wrong; "errors" names each',
  429: 'Done a moment ago, or too many requests',
  500: 'A fault of this server',
  503: 'Too busy; try again in a minute',
};

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 description, made from the same schemas that check the input. */
export function openApi(routes: readonly ApiRoute[], publicUrl: string): Json {
  const components = new Map<string, Json>();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, components) };
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: DIALECT,
    info: {
      title: 'Session Requests',
      version: '1',
      description: 'Remote support that starts inside the ticket. Agents named here are asserted by the installation.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ installationSecret: [] }],
    paths,
    components: {
      securitySchemes: { installationSecret: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries(components),
    },
  };
}

function operation(route: ApiRoute, components: Map<string, Json>): Json {
  const body =
    route.body === null
      ? {}
      : { requestBody: { required: true, content: jsonContent(route.body, 'input', components) } };
  return {
    operationId: route.operationId,
    summary: route.summary,
    parameters: parameters(route, components),
    ...body,
    responses: responses(route, components),
  };
}

function responses({ answer, body, problems }: ApiRoute, components: Map<string, Json>): Json {
  const { schema, description } = answer;
  const content =
    schema === null
      ? { 'text/event-stream': { schema: { type: 'string' } } }
      : jsonContent(schema, 'output', components);
  const problem = { 'application/problem+json': { schema: schemaOf(problemSchema, 'output', components) } };
  const all = new Set([...ALWAYS, ...(body === null ? [] : WITH_BODY), ...problems]);
  const refused = [...all].toSorted((a, b) => a - b);
  return Object.fromEntries([
    ...answer.statuses.map((status) => [status, { description, content }]),
    ...refused.map((status) => [status, { description: PROBLEM_TEXT[status], content: problem }]),
  ]) as Json;
}

function parameters(route: ApiRoute, components: Map<string, Json>): Json[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => ({
    name: match[1],
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(route.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(schema as z.ZodType, 'input', components),
  }));
  return [...inPath, ...inQuery];
}

function jsonContent(schema: z.ZodType, io: 'input' | 'output', components: Map<string, Json>): Json {
  return { 'application/json': { schema: schemaOf(schema, io, components) } };
}

/** Named schemas (`meta({ id })`) become components; the rest stays in place. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Map<string, Json>): Json {
  const made: Json = z.toJSONSchema(schema, { target: 'draft-2020-12', io, override: plainer(io) });
  const { $schema: _dialect, $defs: defs, id, ...rest } = made;
  for (const [name, definition] of Object.entries((defs ?? {}) as Record<string, Json>)) {
    components.set(name, withComponentRefs(withoutId(definition)));
  }
  const own = withComponentRefs(rest);
  if (typeof id !== 'string') return own;
  components.set(id, own);
  return { $ref: `#/components/schemas/${id}` };
}

/** Answers may get more fields later, so readers must not refuse unknown ones; the bounds that every number has say nothing. */
function plainer(io: 'input' | 'output') {
  return ({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
    if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  };
}

function withoutId(definition: Json): Json {
  const { id: _id, ...rest } = definition;
  return rest;
}

function withComponentRefs(value: Json): Json {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}
