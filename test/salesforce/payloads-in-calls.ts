import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { FieldType, QueryBase, WhereClause } from '@jetstreamapp/soql-parser-js';
import type { Payload } from '../../connectors/salesforce/analyze/payload.ts';
import type { LoggedCall } from '../fakes/salesforce/control-client.ts';

/** What calls of the REST API write into objects and ask of them. The same payload many times is told once. */
export function payloadsInCalls(calls: readonly LoggedCall[]): readonly Payload[] {
  const all = calls.flatMap((call) => [...asked(call.path), ...sent(call)]);
  const known = new Map(all.map((one) => [`${one.what} ${one.object} ${one.fields.toSorted().join()}`, one]));
  return [...known.values()].filter(({ fields }) => fields.length > 0);
}

/** What is in an address: a query, fields of a record, or the field by which a record is found. */
function asked(address: string): readonly Payload[] {
  const { pathname, searchParams } = new URL(address, 'https://org.invalid');
  const text = searchParams.get('q');
  if (text !== null) return inQuery(parseQuery(text));
  const [, object, key, value] = /\/sobjects\/(\w+)(?:\/(\w+)(?:\/([^/]+))?)?$/.exec(pathname) ?? [];
  if (object === undefined) return [];
  const listed = (searchParams.get('fields') ?? '').split(',').filter((name) => name !== '');
  const fields = value === undefined || key === undefined ? listed : [key, ...listed];
  return [{ object, what: 'read', fields }];
}

function sent({ path, requestBody }: LoggedCall): readonly Payload[] {
  if (requestBody === '' || !path.includes('/services/data/')) return [];
  const body: unknown = JSON.parse(requestBody);
  const [, object] = /\/sobjects\/(\w+)/.exec(path) ?? [];
  return object === undefined ? inBody(body) : [written(object, body)];
}

/** Parts of a composite call, at any depth: each has an address and a body, or names its object itself. */
function inBody(body: unknown): readonly Payload[] {
  if (Array.isArray(body)) return body.flatMap((one: unknown) => inBody(one));
  if (typeof body !== 'object' || body === null) return [];
  const part = body as { url?: unknown; body?: unknown; attributes?: { type?: unknown } };
  if (typeof part.url === 'string') {
    const [, object] = /\/sobjects\/(\w+)/.exec(part.url) ?? [];
    const inside = part.body === undefined || object === undefined ? [] : [written(object, part.body)];
    return [...asked(part.url), ...inside];
  }
  if (typeof part.attributes?.type === 'string') return [written(part.attributes.type, body)];
  return Object.values(body).flatMap((one: unknown) => inBody(one));
}

function written(object: string, body: unknown): Payload {
  const fields = Object.keys(body as object).filter((name) => !['attributes', 'id'].includes(name));
  return { object, what: 'written', fields };
}

function inQuery(query: QueryBase & { readonly sObject?: string }): readonly Payload[] {
  const { sObject: object = '', fields = [], where, orderBy = [] } = query;
  const conditions = where === undefined ? { fields: [], queries: [] } : inWhere(where);
  const ordered = [orderBy].flat().flatMap((one) => ('field' in one ? [one.field] : []));
  const names = [...fields.flatMap((one) => nameOf(one)), ...conditions.fields, ...ordered];
  return [{ object, what: 'read', fields: [...new Set(names)] }, ...conditions.queries];
}

function nameOf(field: FieldType): readonly string[] {
  switch (field.type) {
    case 'Field':
      return [field.field];
    case 'FieldRelationship':
      return [[...field.relationships, field.field].join('.')];
    default:
      throw new Error(`The queries of the adapter have no ${field.type}: teach the test to read it.`);
  }
}

function inWhere(clause: WhereClause): { fields: readonly string[]; queries: readonly Payload[] } {
  const { left } = clause;
  const rest = 'right' in clause && clause.right !== undefined ? inWhere(clause.right) : { fields: [], queries: [] };
  const fields = left !== null && 'field' in left && typeof left.field === 'string' ? [left.field] : [];
  const queries = left !== null && 'valueQuery' in left && left.valueQuery ? inQuery(left.valueQuery) : [];
  return { fields: [...fields, ...rest.fields], queries: [...queries, ...rest.queries] };
}
