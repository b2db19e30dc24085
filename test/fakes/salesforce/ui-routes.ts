import { z } from 'zod';
import { readable } from './access.ts';
import type { ApiAnswer, ApiCall, Route } from './api-call.ts';
import { deleteRecord, insertRecord, updateRecord, visibleRecord } from './dml.ts';
import { runGraph } from './graphql-run.ts';
import { fullId } from './ids.ts';
import { lookupNamed, readValue } from './paths.ts';
import { objectNamed } from './record-routes.ts';
import { Refusal } from './refusal.ts';
import type { ObjectDef } from './schema.ts';
import { soqlLink, visibleParent } from './soql-column.ts';
import { uiValue } from './ui-value.ts';
import { textOf } from './values.ts';
import type { Row } from './values.ts';

const graphSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});
const recordSchema = z.object({ apiName: z.string().optional(), fields: z.record(z.string(), z.unknown()) });

/** A GraphQL answer is a 200 even when it holds errors only. */
function graph(call: ApiCall): ApiAnswer {
  const read = graphSchema.safeParse(call.body);
  if (!read.success) throw new Refusal(400, 'INVALID_INPUT', 'A query was expected');
  try {
    const data = runGraph(call.org, call.access, read.data.query, read.data.variables ?? {});
    return { status: 200, body: { data, errors: [] } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const extensions = { ErrorType: error.code };
    return { status: 200, body: { data: null, errors: [{ message: error.message, locations: [], extensions }] } };
  }
}

/** What is refused here is told in another form than elsewhere: the fields' errors apart. */
function asRecordError<Result>(work: () => Result): Result | ApiAnswer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const one = {
      errorCode: error.code,
      message: error.message,
      field: error.fields[0] ?? null,
      constituentField: null,
    };
    const named = one.field === null ? {} : { [one.field]: [one] };
    const message = 'An error occurred while trying to update the record. Please try again.';
    const output = { errors: one.field === null ? [one] : [], fieldErrors: named };
    const body = [
      { errorCode: error.code, message, statusCode: error.status, enhancedErrorType: 'RecordError', output },
    ];
    return { status: error.status, body };
  }
}

function recordShape(call: ApiCall, object: ObjectDef, row: Row, paths: readonly (readonly string[])[]): unknown {
  const fields: Record<string, unknown> = {};
  for (const [name = '', ...rest] of paths) {
    if (rest.length > 0) {
      const link = lookupNamed(object, name);
      if (link === undefined)
        throw new Refusal(400, 'INVALID_FIELD', `No such column '${name}' on entity '${object.name}'`);
      const { target } = soqlLink(call.org, call.access, object, name);
      const parent = visibleParent(call.org, call.access, link, row);
      const below = paths.filter((path) => path[0] === name && path.length > 1).map((path) => path.slice(1));
      fields[name] = { displayValue: null, value: parent === null ? null : recordShape(call, target, parent, below) };
    } else {
      const field = readable(call.access, object, name);
      if (field === undefined)
        throw new Refusal(400, 'INVALID_FIELD', `No such column '${name}' on entity '${object.name}'`);
      fields[field.name] = uiValue(field, readValue(call.org, object, row, field));
    }
  }
  return {
    apiName: object.name,
    childRelationships: {},
    fields,
    id: row['Id'],
    lastModifiedById: row['LastModifiedById'],
    lastModifiedDate: row['LastModifiedDate'],
    recordTypeId: null,
    recordTypeInfo: null,
    systemModstamp: row['SystemModstamp'],
    weakEtag: Date.parse(textOf(row['SystemModstamp'])),
  };
}

function wholeRecord(call: ApiCall, object: ObjectDef, row: Row): unknown {
  const seen = [...object.fields.values()].filter((field) => call.access.canRead(object, field));
  return recordShape(
    call,
    object,
    row,
    seen.map((field) => [field.name]),
  );
}

function objectOfId(call: ApiCall, id: string): ObjectDef {
  const prefix = fullId(id)?.slice(0, 3);
  const object = call.org.schema.objects().find((one) => one.keyPrefix === prefix);
  if (object === undefined) throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
  return objectNamed(call, object.name);
}

function read(call: ApiCall, id: string): ApiAnswer {
  const object = objectOfId(call, id);
  const row = visibleRecord(call.org, call.access, object, id);
  const asked = (name: string): string[][] =>
    (call.query.get(name) ?? '')
      .split(',')
      .filter((path) => path !== '')
      .map((path) => path.split('.').slice(1));
  const optional = asked('optionalFields').filter(
    ([name = '', ...rest]) => rest.length > 0 || readable(call.access, object, name) !== undefined,
  );
  return { status: 200, body: recordShape(call, object, row, [...asked('fields'), ...optional]) };
}

function write(call: ApiCall, id: string | null): ApiAnswer {
  const body = recordSchema.safeParse(call.body);
  if (!body.success) throw new Refusal(400, 'POST_BODY_PARSE_ERROR', 'fields were expected');
  const { apiName = '', fields } = body.data;
  const done = asRecordError(() => {
    const object = id === null ? objectNamed(call, apiName) : objectOfId(call, id);
    const row =
      id === null
        ? insertRecord(call.org, call.access, object, fields)
        : updateRecord(call.org, call.access, object, id, fields);
    return { status: id === null ? 201 : 200, body: wholeRecord(call, object, row) };
  });
  return done;
}

/** What the caller may do with an object, as pages ask for it. One that he may not read is not there for him. */
function objectInfo(call: ApiCall, name: string): ApiAnswer {
  const object = objectNamed(call, name);
  const { create, edit, remove, read: queryable } = call.access.object(object);
  const seen = [...object.fields.values()].filter((field) => call.access.canRead(object, field));
  const fields = seen.map((field) => [
    field.name,
    {
      apiName: field.name,
      label: field.label,
      required: field.required,
      createable: create && field.createable && call.access.canEdit(object, field),
      updateable: edit && field.updateable && call.access.canEdit(object, field),
    },
  ]);
  const { label, keyPrefix } = object;
  const rights = { createable: create, updateable: edit, deletable: remove, queryable };
  return {
    status: 200,
    body: { apiName: object.name, label, keyPrefix, ...rights, fields: Object.fromEntries(fields) },
  };
}

export const UI_ROUTES: readonly Route[] = [
  {
    name: 'ui-object-info',
    methods: ['GET'],
    pattern: /^\/ui-api\/object-info\/(?<object>\w+)\/?$/,
    handle: (call, found) => objectInfo(call, found['object'] ?? ''),
  },
  { name: 'graphql', methods: ['POST'], pattern: /^\/graphql\/?$/, handle: graph },
  { name: 'ui-records', methods: ['POST'], pattern: /^\/ui-api\/records\/?$/, handle: (call) => write(call, null) },
  {
    name: 'ui-records',
    methods: ['GET'],
    pattern: /^\/ui-api\/records\/(?<id>\w{15,18})$/,
    handle: (call, found) => read(call, found['id'] ?? ''),
  },
  {
    name: 'ui-records',
    methods: ['PATCH'],
    pattern: /^\/ui-api\/records\/(?<id>\w{15,18})$/,
    handle: (call, found) => write(call, found['id'] ?? ''),
  },
  {
    name: 'ui-records',
    methods: ['DELETE'],
    pattern: /^\/ui-api\/records\/(?<id>\w{15,18})$/,
    handle(call, found) {
      const id = found['id'] ?? '';
      deleteRecord(call.org, call.access, objectOfId(call, id), id);
      return { status: 204 };
    },
  },
];
