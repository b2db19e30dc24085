import { deepStrictEqual } from 'node:assert';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { openStore } from '../../../server/storage/open-store.ts';
import type { Store } from '../../../server/storage/store.ts';
import { fold } from '../../builders/histories.ts';
import type { Findings } from '../shared/proof.ts';
import type { Story } from './check-timeline.ts';

export type StoredMail = { readonly deliveryId: string; readonly isSkipped: boolean };

export type StoreContent = { readonly stories: readonly Story[]; readonly mails: readonly StoredMail[] };

const SEALED_AT_ONCE = 200;

/** Everything that must fit together inside the store, whatever happened to its server. Returns what the other checks need of it. */
export async function checkStore(
  place: { readonly dataDir: string; readonly databaseUrl: string | null },
  findings: Findings,
): Promise<StoreContent> {
  const store = await openStore(place);
  try {
    const stories = await readStories(store, findings);
    await checkAudit(store, stories, findings);
    return { stories, mails: await checkDeliveries(store, findings) };
  } finally {
    await store.close();
  }
}

/** Each request is what its log makes it, and its log has no gaps. */
async function readStories({ database }: Store, findings: Findings): Promise<readonly Story[]> {
  const requests = await database.read.selectFrom('request').select(['id', 'version', 'state']).execute();
  const rows = await database.read
    .selectFrom('event')
    .select(['request_id', 'seq', 'data'])
    .orderBy('request_id')
    .orderBy('seq')
    .execute();
  const byRequest = Map.groupBy(rows, (row) => row.request_id);
  return requests.map(({ id, version, state }) => {
    const log = byRequest.get(id) ?? [];
    const request = JSON.parse(state) as SessionRequest;
    const events = log.map(({ data }) => JSON.parse(data) as SessionRequestEvent);
    const isWhole = log.length === version && log.every(({ seq }, index) => seq === index + 1);
    findings.check(isWhole ? null : `${request.number} is at version ${version} with ${log.length} events`);
    findings.check(isSame(fold(events), request) ? null : `${request.number} is not what its log makes it`);
    return { request, events };
  });
}

function isSame(made: SessionRequest, stored: SessionRequest): boolean {
  try {
    deepStrictEqual(JSON.parse(JSON.stringify(made)), stored);
    return true;
  } catch {
    return false;
  }
}

/** Every event has its audit row, all rows are sealed, and the chain holds. */
async function checkAudit(store: Store, stories: readonly Story[], findings: Findings): Promise<void> {
  while ((await store.audit.seal(SEALED_AT_ONCE)) > 0);
  const { rows, firstBroken } = await store.audit.verifyChain();
  findings.check(firstBroken === null ? null : `the audit chain breaks at row ${firstBroken}`);
  const kept = await store.database.read.selectFrom('audit').select(['request_id', 'action', 'seal_seq']).execute();
  findings.check(rows === kept.length ? null : `${kept.length - rows} audit rows are outside the chain`);
  const counts = new Map<string, number>();
  for (const { request_id: id, action } of kept) {
    if (id !== null) counts.set(`${id} ${action}`, (counts.get(`${id} ${action}`) ?? 0) + 1);
  }
  for (const { request, events } of stories) {
    const byType = Map.groupBy(events, ({ type }) => type);
    for (const [type, all] of byType) {
      const found = counts.get(`${request.id} request.${type}`) ?? 0;
      findings.check(
        found === all.length ? null : `${request.number}: ${all.length} ${type}, ${found} in the audit log`,
      );
    }
  }
}

/** Every delivery came to its end. Returns those that were mails. */
async function checkDeliveries({ database }: Store, findings: Findings): Promise<readonly StoredMail[]> {
  const rows = await database.read.selectFrom('delivery').select(['id', 'kind', 'state', 'reason']).execute();
  for (const { id, kind, state, reason } of rows) {
    findings.check(state === 'done' ? null : `the ${kind} ${id} is ${state}: ${reason ?? 'no reason'}`);
  }
  const mails = rows.filter(({ kind }) => kind === 'email');
  return mails.map(({ id, reason }) => ({ deliveryId: id, isSkipped: reason !== null }));
}
