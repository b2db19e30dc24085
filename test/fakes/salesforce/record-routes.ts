import type { ApiAnswer, ApiCall, Route } from './api-call.ts';
import { API_PATH } from './api-version.ts';
import { deleteRecord, insertRecord, updateRecord, visibleRecord } from './dml.ts';
import { follow, lookupNamed, readValue } from './paths.ts';
import { publishEvent } from './publish-event.ts';
import { noColumn } from './record-input.ts';
import { Refusal } from './refusal.ts';
import type { ObjectDef } from './schema.ts';
import { readable } from './access.ts';
import { attributesOf } from './soql-shape.ts';
import { keyField, recordsByKey, upsertRecord } from './upsert.ts';
import { isObject, textOf } from './values.ts';
import type { Row } from './values.ts';

/** The object of this name, when the caller has any right on it. */
export function objectNamed(call: ApiCall, name: string): ObjectDef {
  const object = call.org.schema.object(name);
  const rights = object === undefined ? null : call.access.object(object);
  if (object === undefined || rights === null || !(rights.read || rights.create)) {
    throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  return object;
}

/** The fields of a body. */
export function fieldsIn(body: unknown): Record<string, unknown> {
  if (isObject(body)) return body;
  throw new Refusal(400, 'JSON_PARSER_ERROR', 'The body is not a JSON object');
}

/** A record with these fields, or all the caller may read. */
export function recordView(call: ApiCall, object: ObjectDef, row: Row, fields: string | null): Record<string, unknown> {
  const wanted = fields?.split(',').map((name) => name.trim());
  const shown =
    wanted === undefined
      ? [...object.fields.values()].filter((field) => call.access.canRead(object, field))
      : wanted.map((name) => {
          const field = readable(call.access, object, name);
          if (field === undefined) throw noColumn(object, name);
          return field;
        });
  const values = shown.map((field) => [field.name, readValue(call.org, object, row, field)] as const);
  return { attributes: attributesOf(object, row), ...Object.fromEntries(values) };
}

function create(call: ApiCall, found: Readonly<Record<string, string>>): ApiAnswer {
  const object = objectNamed(call, found['object'] ?? '');
  const body = fieldsIn(call.body);
  const id = object.isEvent
    ? publishEvent(call.org, call.access, object, body)
    : textOf(insertRecord(call.org, call.access, object, body)['Id']);
  const location = `${API_PATH}/sobjects/${object.name}/${id}`;
  return { status: 201, body: { id, success: true, errors: [] }, headers: { location } };
}

function byKey(call: ApiCall, found: Readonly<Record<string, string>>): { object: ObjectDef; row: Row } {
  const object = objectNamed(call, found['object'] ?? '');
  const key = keyField(call.access, object, found['key'] ?? '');
  if (key.name === 'Id') return { object, row: visibleRecord(call.org, call.access, object, found['value'] ?? '') };
  const [row, second] = recordsByKey(call.org, call.access, object, key, found['value'] ?? '');
  if (row === undefined) throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
  if (second !== undefined) throw new Refusal(300, 'MULTIPLE_CHOICES', 'More than one record has this value');
  return { object, row };
}

function upsert(call: ApiCall, found: Readonly<Record<string, string>>): ApiAnswer {
  const object = objectNamed(call, found['object'] ?? '');
  const named = { key: found['key'] ?? '', value: found['value'] ?? '' };
  const { row, created } = upsertRecord(call.org, call.access, object, named, fieldsIn(call.body));
  return { status: created ? 201 : 200, body: { id: textOf(row['Id']), success: true, errors: [], created } };
}

const NAME = String.raw`/sobjects/(?<object>\w+)`;
const ID = String.raw`/(?<id>[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?)`;
const KEY = String.raw`/(?<key>\w+)/(?<value>[^/]+)`;
const pattern = (...parts: readonly string[]): RegExp => new RegExp(`^${parts.join('')}/?$`);

export const RECORD_ROUTES: readonly Route[] = [
  { name: 'create', methods: ['POST'], pattern: pattern(NAME), handle: create },
  {
    name: 'read',
    methods: ['GET'],
    pattern: pattern(NAME, ID),
    handle(call, found) {
      const object = objectNamed(call, found['object'] ?? '');
      const row = visibleRecord(call.org, call.access, object, found['id'] ?? '');
      return { status: 200, body: recordView(call, object, row, call.query.get('fields')) };
    },
  },
  {
    name: 'update',
    methods: ['PATCH'],
    pattern: pattern(NAME, ID),
    handle(call, found) {
      const object = objectNamed(call, found['object'] ?? '');
      updateRecord(call.org, call.access, object, found['id'] ?? '', fieldsIn(call.body));
      return { status: 204 };
    },
  },
  {
    name: 'delete',
    methods: ['DELETE'],
    pattern: pattern(NAME, ID),
    handle(call, found) {
      deleteRecord(call.org, call.access, objectNamed(call, found['object'] ?? ''), found['id'] ?? '');
      return { status: 204 };
    },
  },
  {
    name: 'read',
    methods: ['GET'],
    pattern: pattern(NAME, ID, String.raw`/(?<link>\w+)`),
    handle(call, found) {
      const object = objectNamed(call, found['object'] ?? '');
      const row = visibleRecord(call.org, call.access, object, found['id'] ?? '');
      const link = lookupNamed(object, found['link'] ?? '');
      const next = link === undefined ? null : follow(call.org, link, row);
      if (next === null) throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
      const parent = visibleRecord(call.org, call.access, next.object, textOf(next.row['Id']));
      return { status: 200, body: recordView(call, next.object, parent, call.query.get('fields')) };
    },
  },
  {
    name: 'read',
    methods: ['GET'],
    pattern: pattern(NAME, KEY),
    handle(call, found) {
      const { object, row } = byKey(call, found);
      return { status: 200, body: recordView(call, object, row, call.query.get('fields')) };
    },
  },
  { name: 'upsert', methods: ['PATCH', 'PUT'], pattern: pattern(NAME, KEY), handle: upsert },
  {
    name: 'delete',
    methods: ['DELETE'],
    pattern: pattern(NAME, KEY),
    handle(call, found) {
      const { object, row } = byKey(call, found);
      deleteRecord(call.org, call.access, object, textOf(row['Id']));
      return { status: 204 };
    },
  },
];
