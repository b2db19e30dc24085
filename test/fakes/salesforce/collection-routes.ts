import { z } from 'zod';
import type { ApiAnswer, ApiCall, Route } from './api-call.ts';
import { deleteRecord, insertRecord, updateRecord, visibleRecord } from './dml.ts';
import { fullId } from './ids.ts';
import { fieldsIn, objectNamed, recordView } from './record-routes.ts';
import { Refusal } from './refusal.ts';
import type { ObjectDef } from './schema.ts';
import { upsertRecord } from './upsert.ts';
import { isObject, textOf } from './values.ts';

const MOST = 200;
const CHUNKS = 10;
const bodySchema = z.object({ allOrNone: z.boolean().default(false), records: z.array(z.unknown()).min(1) });
type Result = {
  readonly id?: string;
  readonly success: boolean;
  readonly errors: readonly unknown[];
  readonly created?: boolean;
};

/** Writes of up to 200 records in one call: 200 whatever becomes of each, unless the call itself is wrong. */
function write(call: ApiCall, one: (record: Record<string, unknown>) => Omit<Result, 'success' | 'errors'>): ApiAnswer {
  const read = bodySchema.safeParse(call.body);
  if (!read.success) throw new Refusal(400, 'JSON_PARSER_ERROR', 'A body with a list of records was expected');
  const records = read.data.records.map(fieldsIn);
  refuseTooMuch(records.length, records.map(typeOf));
  return { status: 200, body: eachOrNone(call, records, read.data.allOrNone, one) };
}

class Undone extends Error {
  readonly code = 'fake.undone';
}

function eachOrNone<Item>(
  call: ApiCall,
  items: readonly Item[],
  allOrNone: boolean,
  one: (item: Item) => Omit<Result, 'success' | 'errors'>,
): Result[] {
  let results: Result[] = [];
  try {
    call.org.store.transaction(() => {
      results = items.map((item) => attempt(call, () => one(item)));
      if (allOrNone && results.some((result) => !result.success)) throw new Undone();
    });
    return results;
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
    const rolledBack = {
      success: false,
      errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message, fields: [] }],
    };
    return results.map((result) => (result.success ? rolledBack : result));
  }
}

function attempt(call: ApiCall, work: () => Omit<Result, 'success' | 'errors'>): Result {
  try {
    return { ...call.org.store.transaction(work), success: true, errors: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { success: false, errors: [{ statusCode: error.code, message: error.message, fields: error.fields }] };
  }
}

function refuseTooMuch(count: number, types: readonly string[]): void {
  if (count > MOST)
    throw new Refusal(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${String(MOST)} records in this list`,
    );
  const chunks = types.filter((type, at) => at === 0 || type !== types[at - 1]).length;
  if (chunks > CHUNKS) {
    throw new Refusal(400, 'TOO_MANY_CHUNKS', `more than ${String(CHUNKS)} changes from one type of record to another`);
  }
}

function typeOf(record: Record<string, unknown>): string {
  const { attributes } = record;
  if (isObject(attributes) && typeof attributes['type'] === 'string') return attributes['type'];
  throw new Refusal(400, 'INVALID_INPUT', 'Each record needs attributes with a type');
}

/** The id in a record of a change, as `id` or `Id`, and the rest. */
function withoutId(record: Record<string, unknown>): { readonly id: string; readonly rest: Record<string, unknown> } {
  const { id, Id, ...rest } = record;
  const named = id ?? Id;
  if (typeof named !== 'string') throw new Refusal(400, 'MISSING_ARGUMENT', 'Id not specified in an update call');
  return { id: named, rest };
}

function objectOfId(call: ApiCall, id: string): ObjectDef {
  const object = call.org.schema.objects().find((one) => one.keyPrefix === fullId(id)?.slice(0, 3));
  if (object === undefined) throw new Refusal(400, 'MALFORMED_ID', `malformed id ${id}`);
  return object;
}

export const COLLECTION_ROUTES: readonly Route[] = [
  {
    name: 'collections',
    methods: ['POST'],
    pattern: /^\/composite\/sobjects\/?$/,
    handle: (call) =>
      write(call, (record) => ({
        id: textOf(insertRecord(call.org, call.access, objectNamed(call, typeOf(record)), record)['Id']),
      })),
  },
  {
    name: 'collections',
    methods: ['PATCH'],
    pattern: /^\/composite\/sobjects\/?$/,
    handle: (call) =>
      write(call, (record) => {
        const { id, rest } = withoutId(record);
        return { id: textOf(updateRecord(call.org, call.access, objectNamed(call, typeOf(record)), id, rest)['Id']) };
      }),
  },
  {
    name: 'collections',
    methods: ['DELETE'],
    pattern: /^\/composite\/sobjects\/?$/,
    handle(call) {
      const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
      refuseTooMuch(ids.length, []);
      const body = eachOrNone(call, ids, call.query.get('allOrNone') === 'true', (id) => {
        deleteRecord(call.org, call.access, objectOfId(call, id), id);
        return { id: fullId(id) ?? id };
      });
      return { status: 200, body };
    },
  },
  {
    name: 'collections',
    methods: ['PATCH'],
    pattern: /^\/composite\/sobjects\/(?<object>\w+)\/(?<key>\w+)\/?$/,
    handle: (call, found) =>
      write(call, (record) => {
        const object = objectNamed(call, found['object'] ?? '');
        const { [found['key'] ?? '']: value, ...rest } = record;
        const named = {
          key: found['key'] ?? '',
          value: typeof value === 'string' ? value : JSON.stringify(value ?? ''),
        };
        const { row, created } = upsertRecord(call.org, call.access, object, named, rest);
        return { id: textOf(row['Id']), created };
      }),
  },
  {
    name: 'collections',
    methods: ['POST'],
    pattern: /^\/composite\/sobjects\/(?<object>\w+)\/?$/,
    handle(call, found) {
      const object = objectNamed(call, found['object'] ?? '');
      const read = z
        .object({ ids: z.array(z.string()).max(2000), fields: z.array(z.string()).min(1) })
        .safeParse(call.body);
      if (!read.success) throw new Refusal(400, 'JSON_PARSER_ERROR', 'ids and fields were expected');
      const body = read.data.ids.map((id) => {
        const result = attempt(call, () => ({ id: textOf(visibleRecord(call.org, call.access, object, id)['Id']) }));
        if (!result.success) return null;
        return recordView(call, object, visibleRecord(call.org, call.access, object, id), read.data.fields.join(','));
      });
      return { status: 200, body };
    },
  },
];
