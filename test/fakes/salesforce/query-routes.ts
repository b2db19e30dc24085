import { randomInt } from 'node:crypto';
import type { ApiAnswer, ApiCall, Route } from './api-call.ts';
import { API_PATH } from './api-version.ts';
import { Refusal } from './refusal.ts';
import { runQuery } from './soql-run.ts';

const OPEN_AT_MOST = 50;

function answerQuery(call: ApiCall, all: boolean): ApiAnswer {
  const text = call.query.get('q');
  if (text === null || text === '') throw new Refusal(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  const { totalSize, records } = runQuery(call.org, call.access, text, all);
  const size = batchSize(call);
  if (records.length <= size) return { status: 200, body: { totalSize, done: true, records } };
  const cursor = `01g5g${String(randomInt(1e9)).padStart(10, '0')}AAA`;
  call.queries.set(cursor, { records, userId: call.access.userId });
  const [oldest] = call.queries.keys();
  if (call.queries.size > OPEN_AT_MOST && oldest !== undefined) call.queries.delete(oldest);
  return page(totalSize, records, cursor, 0, size);
}

function batchSize(call: ApiCall): number {
  const asked = /batchSize=(\d+)/i.exec(call.headers['sforce-query-options'] ?? '')?.[1];
  const size = asked === undefined ? call.org.settings.queryBatch : Math.max(200, Number(asked));
  return Math.min(size, call.org.settings.queryBatch);
}

function page(totalSize: number, records: readonly unknown[], cursor: string, from: number, size: number): ApiAnswer {
  const to = from + size;
  const rest =
    to < records.length ? { done: false, nextRecordsUrl: `${API_PATH}/query/${cursor}-${String(to)}` } : { done: true };
  return { status: 200, body: { totalSize, ...rest, records: records.slice(from, to) } };
}

function more(call: ApiCall, found: Readonly<Record<string, string>>): ApiAnswer {
  const open = call.queries.get(found['cursor'] ?? '');
  if (open === undefined || open.userId !== call.access.userId) {
    throw new Refusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  return page(open.records.length, open.records, found['cursor'] ?? '', Number(found['from']), batchSize(call));
}

export const QUERY_ROUTES: readonly Route[] = [
  {
    name: 'query',
    methods: ['GET'],
    pattern: /^(\/tooling)?\/query\/?$/,
    handle: (call) => answerQuery(call, false),
  },
  { name: 'query', methods: ['GET'], pattern: /^\/queryAll\/?$/, handle: (call) => answerQuery(call, true) },
  {
    name: 'query-more',
    methods: ['GET'],
    pattern: /^\/query(All)?\/(?<cursor>01g\w{15})-(?<from>\d{1,9})$/,
    handle: more,
  },
];
