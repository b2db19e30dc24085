import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aTicketSeen } from '../../../test/builders/a-ticket-seen.ts';
import { BY_ANNA } from '../../../test/builders/people.ts';
import { at } from '../../../test/builders/times.ts';
import { aDelivery, aListQuery, given } from '../../../test/contracts/store-world.ts';
import { sqliteFolder } from '../../../test/setup/sqlite-folder.ts';
import { storeOn } from '../open-store.ts';
import type { Store, Visibility } from '../store.ts';
import type { SqliteConnection } from './connection.ts';
import { openSqliteDatabase, type SqliteDatabase } from './database.ts';

const LISTS = ['upcoming', 'active', 'past'] as const;
const AGENT: Visibility = { kind: 'agent', agentId: 'agent-anna', queueIds: ['queue-a', 'queue-b'] };

describe('every query of the store on SQLite', () => {
  const folder = sqliteFolder();
  let database: SqliteDatabase;
  let store: Store;
  /** What only brings old rows up to date, once. */
  let migrating: ReadonlySet<string>;

  beforeAll(async () => {
    database = await openSqliteDatabase(`${folder.path}/plans.db`);
    migrating = new Set(database.connections.write.statements());
    store = storeOn(database);
  });
  afterAll(async () => {
    await store.close();
    folder.remove();
  });

  it('finds single requests, tickets, logs and what is due by an index', async () => {
    await store.requests.find('request-1');
    await store.requests.findByNumber('RS-000001');
    await store.requests.ofTicket('acme', '42', { cursor: null, limit: 10 });
    await store.requests.events('request-1', 0);
    await store.requests.lastPosition();
    await store.requests.changedSince({ kind: 'request', requestId: 'request-1' }, 0);
    await store.requests.changedSince({ kind: 'ticket', installationId: 'acme', ticketId: '42' }, 0);
    await store.requests.due(at('09:00'), 10);
    await store.presence.linkFetches('request-1');
    await store.audit.list({ page: { cursor: null, limit: 10 }, requestId: null });
    await store.audit.list({ page: { cursor: null, limit: 10 }, requestId: 'request-1' });
    await store.audit.verifyChain();
    expect(scansIn(database.connections.read)).toEqual([]);
    expect(sortsIn(database.connections.read)).toEqual([expect.stringContaining('"event"."position"')]);
  });

  it('lists by an index that has the order of the list already', async () => {
    for (const list of LISTS) {
      for (const installationId of [null, 'acme']) {
        await store.requests.list(aListQuery({ list, installationId }));
      }
    }
    expect(scansIn(database.connections.read)).toEqual([]);
    expect(sortsIn(database.connections.read).filter((sql) => !sql.includes('"event"'))).toEqual([]);
  });

  it("lists an agent's requests from one index for each ground on which he sees them", async () => {
    for (const list of LISTS) await store.requests.list(aListQuery({ list, visibleTo: AGENT }));
    expect(scansIn(database.connections.read)).toEqual([]);
    const union = plansOf(database.connections.read).find(({ sql }) => sql.includes('union'));
    const used = ['request_listed_queue', 'request_listed_assignee', 'request_listed_creator'];
    for (const index of used) expect(union?.plan.join('\n')).toContain(`USING COVERING INDEX ${index} `);

    await store.requests.list(aListQuery({ installationId: 'acme', visibleTo: AGENT }));
    const ofOneDesk = plansOf(database.connections.read).find(({ sql }) => /union.*installation_id/.test(sql));
    expect(ofOneDesk?.plan.join('\n')).toContain('USING COVERING INDEX request_listed_installation_queue ');
  });

  it('lists for somebody who sees some tickets only by looking each of them up', async () => {
    const tickets = { groupIds: ['7', '8'], agentId: '21' };
    for (const list of LISTS) {
      for (const visibleTo of [{ kind: 'everything' } as const, AGENT]) {
        await store.requests.list(aListQuery({ list, visibleTo, installationId: 'acme', tickets }));
        await store.requests.count(aListQuery({ list, visibleTo, installationId: 'acme', tickets }));
      }
    }
    expect(scansIn(database.connections.read)).toEqual([]);
    const bounded = plansOf(database.connections.read).filter(({ sql }) => sql.includes('"ticket_seen"'));
    expect(bounded.length).toBeGreaterThan(0);
    for (const { plan } of bounded) expect(plan.join('\n')).toContain('SEARCH ticket USING PRIMARY KEY');
  });

  it('searches from the few requests with a rare word, or along the list for a common one', async () => {
    await given(store, { ticket: { id: '1', number: 'INC-1', subject: 'rare word' } });
    for (const list of LISTS) {
      for (const visibleTo of [{ kind: 'everything' } as const, AGENT]) {
        for (const installationId of [null, 'acme']) {
          await store.requests.list(aListQuery({ list, visibleTo, installationId, search: 'rare word' }));
        }
      }
    }
    await database.write((db) => db.insertInto('term').values(commonTerms()).execute());
    await store.requests.list(aListQuery({ search: 'common', visibleTo: AGENT }));
    expect(scansIn(database.connections.read)).toEqual([]);
  });

  it('writes without looking through a table', async () => {
    const { request, events } = await given(store);
    await store.unitOfWork.run(async (stores) => {
      await stores.requests.find(request.id);
      await stores.requests.findActive('acme', '42\nmay');
      await stores.requests.activeOfTicket('acme', '42');
      await stores.requests.save({ request, events: [], expectedVersion: events.length, activeKey: 'key', dueAt: 1 });
      await stores.commands.recall('scope', 'id');
      await stores.commands.remember({ scope: 'scope', commandId: 'id', bodyHash: '', answer: '{}', at: 1 });
      await stores.deliveries.enqueue([aDelivery({ mergeKey: 'merge' })], 1);
      await stores.audit.append([
        { at: 1, actor: BY_ANNA, action: 'tried', installationId: null, requestId: null, detail: '{}' },
      ]);
      await stores.installations.find('acme');
      await stores.tickets.remember('acme', '42', aTicketSeen());
      await stores.tickets.recall('acme', '42');
    });
    await store.presence.markSeen(request.id, 1);
    await store.presence.recordLinkFetch({ requestId: request.id, at: 1, addressHash: '', userAgent: '' });
    await store.leases.hold('name', 'owner', 1, 1);
    await store.commands.purge(1, 10);
    expect(scansIn(database.connections.write, migrating)).toEqual([]);
  });
});

/** More of one word than a search looks up, on requests that exist. */
function commonTerms() {
  return Array.from({ length: 1_100 }, (_, n) => ({ serial: 1, term: `common${n}` }));
}

type Plan = { readonly sql: string; readonly plan: readonly string[] };

function plansOf(connection: SqliteConnection, except: ReadonlySet<string> = new Set()): readonly Plan[] {
  const ours = connection
    .statements()
    .filter((sql) => !except.has(sql) && /^(select|update|delete|insert)/.test(sql) && !sql.includes('sqlite_'));
  return ours.map((sql) => {
    const rows = connection.all(`explain query plan ${sql}`, []) as readonly { readonly detail: string }[];
    return { sql, plan: rows.map(({ detail }) => detail) };
  });
}

/** Reading a whole table or a whole index. Rows that a query made itself are few. */
function scansIn(connection: SqliteConnection, except?: ReadonlySet<string>): readonly string[] {
  const tables = 'request|other|event|term|presence|link_fetch|command|delivery|audit|installation|lease|ticket_seen';
  const scan = new RegExp(`^SCAN (${tables})\\b`);
  return plansOf(connection, except).flatMap(({ sql, plan }) =>
    plan.filter((line) => scan.test(line)).map((line) => `${line}: ${sql}`),
  );
}

function sortsIn(connection: SqliteConnection): readonly string[] {
  return plansOf(connection).flatMap(({ sql, plan }) =>
    plan.some((line) => line.includes('USE TEMP B-TREE')) ? [sql] : [],
  );
}
