import { z } from 'zod';
import type { ApiRoute } from './api-route.ts';
import { problemSchema } from './view-schema.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const ALWAYS = [400, 401, 413, 415, 422, 500];

const PROBLEM_TEXT: Readonly<Record<number, string>> = {
  400: 'The body is not JSON',
  401: 'The installation secret is missing or not valid',
  403: 'This agent may not do that',
  404: 'No such thing, or somebody else has it',
  409: 'Not possible in the current state',
  413: 'The body is too large',
  415: 'The body must be application/json',
  422: 'A field is wrong; "errors" names each',
  429: 'Done a moment ago, or too many requests',
  500: 'A fault of this server',
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
  const { schema } = route.answer;
  const problems = [...ALWAYS, ...route.problems].toSorted((a, b) => a - b);
  const body =
    route.body === null
      ? {}
      : { requestBody: { required: true, content: jsonContent(route.body, 'input', components) } };
  const content =
    schema === null
      ? { 'text/event-stream': { schema: { type: 'string' } } }
      : jsonContent(schema, 'output', components);
  return {
    operationId: route.operationId,
    summary: route.summary,
    parameters: parameters(route, components),
    ...body,
    responses: {
      [route.answer.status]: { description: route.answer.description, content },
      ...Object.fromEntries(
        problems.map((status) => [
          status,
          {
            description: PROBLEM_TEXT[status],
            content: { 'application/problem+json': { schema: schemaOf(problemSchema, 'output', components) } },
          },
        ]),
      ),
    },
  };
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
  const made = z.toJSONSchema(schema, { target: 'draft-2020-12', io }) as Record<string, unknown>;
  const { $schema: _dialect, $defs: defs, id, ...rest } = made;
  for (const [name, definition] of Object.entries((defs ?? {}) as Record<string, Json>)) {
    components.set(name, withComponentRefs(withoutId(definition)));
  }
  const own = withComponentRefs(rest);
  if (typeof id !== 'string') return own;
  components.set(id, own);
  return { $ref: `#/components/schemas/${id}` };
}

function withoutId(definition: Json): Json {
  const { id: _id, ...rest } = definition;
  return rest;
}

function withComponentRefs(value: Json): Json {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}
