import type { Foundation } from '../../../server/composition/foundation.ts';
import type { OrgRecord } from '../../fakes/salesforce/control-client.ts';
import { CREATE } from '../../server/org-presses.ts';
import { type OrgServers, orgServers } from '../../server/org-servers.ts';
import { createFindings, type Findings, type ProofOptions, type ProofResult, proofResult } from '../shared/proof.ts';
import { checkCommands, checkOrg } from './check-org.ts';
import { drained } from './drained.ts';
import { FAULT_MIX } from './fault-mix.ts';

const MINUTE = 60_000;
const PATIENCE_MS = 300_000;
const MOST_CASES = 100;
const WITHOUT_MAIL = { ...CREATE, channels: ['link'] };

/** The server is away for an hour in which agents press on; then what is young enough is done once, in order, through the same faults. */
export async function hourDown(options: ProofOptions): Promise<ProofResult> {
  const { scale, seed, tell } = options;
  const { world, first } = await orgServers({ timeline: 'every-change' });
  try {
    const cases = Math.max(2, Math.min(MOST_CASES, Math.round(scale / 20)));
    const { control } = world.org;
    const records = await Promise.all(
      Array.from({ length: cases }, async () => world.requestOn((await world.addCase()).Id, WITHOUT_MAIL)),
    );
    await drained(first.foundation, tell);
    await first.stop();
    const asked = await anHour(world, records);
    tell(`${String(asked.presses.length)} presses while the server was down`);
    await control.faults(FAULT_MIX, seed);
    const { foundation } = await world.start();
    for (const press of asked.presses) await world.settled(press, PATIENCE_MS);
    const again = await Promise.all(records.map((record) => comment(world, record, 'old')));
    for (const press of again) await world.settled(press, PATIENCE_MS);
    const closed = await Promise.all(records.map((record) => close(world, record)));
    for (const press of closed) await world.settled(press, PATIENCE_MS);
    await control.faults([]);
    await drained(foundation, tell);
    const findings = createFindings();
    const tooOld = new Map(asked.old.map(({ Id }) => [Id, 'Too old'] as const));
    await checkCommands({ org: world.org, foundation }, findings, tooOld);
    // Each of the old cases: made, three comments, closed; each new one: made.
    await checkOrg({ org: world.org, foundation }, findings, { requests: 2 * cases, entries: 6 * cases });
    for (const record of records) await checkOrder(foundation, record, findings);
    const details = { cases, pressed: asked.presses.length, tooOld: asked.old.length };
    return proofResult('salesforce-hour-down', options, findings, details);
  } finally {
    await world.close();
  }
}

/** Presses at the beginning, which are too old in the end, and two on each case within the last half hour, beside new requests. */
async function anHour(world: OrgServers, records: readonly OrgRecord[]) {
  const old: OrgRecord[] = [];
  const young: OrgRecord[] = [];
  for (const record of records) old.push(await comment(world, record, 'old'));
  await world.later(35 * MINUTE);
  for (const record of records) young.push(await comment(world, record, 'first'));
  await world.later(10 * MINUTE);
  for (const record of records) {
    young.push(await comment(world, record, 'second'));
    const { Id: caseId } = await world.addCase();
    young.push(await world.command({ caseId, type: 'create-request', parameters: WITHOUT_MAIL }));
  }
  await world.later(15 * MINUTE);
  return { old, presses: [...old, ...young] };
}

function comment(world: OrgServers, record: OrgRecord, text: string): Promise<OrgRecord> {
  const [caseId, requestKey] = [String(record['Case__c']), String(record['External_Key__c'])];
  return world.command({ caseId, type: 'add-comment', requestKey, parameters: { text } });
}

function close(world: OrgServers, record: OrgRecord): Promise<OrgRecord> {
  const [caseId, requestKey] = [String(record['Case__c']), String(record['External_Key__c'])];
  return world.command({ caseId, type: 'close-request', requestKey, parameters: { outcome: 'solved' } });
}

async function checkOrder({ store }: Foundation, record: OrgRecord, findings: Findings): Promise<void> {
  const log = await store.requests.events(String(record['External_Key__c']), 0);
  const told = log.flatMap(({ event }) => (event.type === 'commented' ? [event.text] : [])).join(' ');
  findings.check(told === 'first second old' ? null : `comments were made in the order: ${told}`);
}
