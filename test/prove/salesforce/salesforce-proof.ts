import { eventually } from '../../support/eventually.ts';
import { type OrgWorld, orgWorld } from '../../server/org-world.ts';
import { createFindings, type Proof, type ProofOptions, proofResult } from '../shared/proof.ts';
import { checkOrg } from './check-org.ts';
import { FAULT_MIX } from './fault-mix.ts';

/** created, three comments, closed. */
const PRESSES_A_REQUEST = 5;
const AT_ONCE = 20;
const REVOKE_EVERY = 100;
const DRAIN_MS = 600_000;

/** Presses of agents through an org that goes wrong in every way: each event is told once, in order, and none is lost. */
export const salesforceProof: Proof = {
  summary: 'a Salesforce org that fails in every way gets each entry once and each record at its newest state',
  defaultScale: 300,
  run: async (options) => [await prove(options)],
};

async function prove(options: ProofOptions) {
  const { scale, seed, tell } = options;
  const world = await orgWorld({ org: { pollSeconds: 5 }, timeline: 'every-change' });
  try {
    await world.org.control.faults(FAULT_MIX, seed);
    const cases = Math.max(1, Math.round(scale / PRESSES_A_REQUEST));
    const load = { revoked: 0, pressed: 0 };
    for (let from = 0; from < cases; from += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, cases - from) }, (_, index) => journey(world, from + index));
      load.pressed += (await Promise.all(some)).reduce((sum, presses) => sum + presses, 0);
      if (load.pressed >= (load.revoked + 1) * REVOKE_EVERY) {
        await world.org.control.revoke(world.org.people.integration);
        load.revoked += 1;
      }
      tell(`${String(load.pressed)} presses`);
    }
    const hits = await world.org.control.faultHits();
    await world.org.control.faults([]);
    await drained(world, tell);
    const findings = createFindings();
    await checkOrg(world, findings, { cases, presses: PRESSES_A_REQUEST, revoked: load.revoked });
    const faults = hits.reduce((sum, { hits: count }) => sum + count, 0);
    return proofResult('salesforce', options, findings, { cases, ...load, faults });
  } finally {
    await world.close();
  }
}

/** What one agent presses on one case, one after the other. */
async function journey(world: OrgWorld, index: number): Promise<number> {
  const { Id: caseId } = await world.addCase({ Subject: `Case ${String(index)}` });
  const parameters = { recipient: { name: 'Hannah', email: `h${String(index)}@kestrel.example` }, channels: ['link'] };
  const made = await world.settled(await world.command({ caseId, type: 'create-request', parameters }), DRAIN_MS);
  const requestKey = String(made['Result_Key__c']);
  for (const text of ['one', 'two', 'three']) {
    await world.command({ caseId, type: 'add-comment', requestKey, parameters: { text } });
  }
  const last = await world.command({ caseId, type: 'close-request', requestKey, parameters: { outcome: 'solved' } });
  await world.settled(last, DRAIN_MS);
  return PRESSES_A_REQUEST;
}

async function drained(world: OrgWorld, tell: (line: string) => void): Promise<void> {
  const { read } = world.foundation.store.database;
  await eventually(
    'all deliveries to be done',
    async () => {
      const left = await read.selectFrom('delivery').select('id').where('state', '!=', 'done').execute();
      if (left.length > 0) tell(`${String(left.length)} deliveries left`);
      if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, 2000));
      return left.length === 0;
    },
    DRAIN_MS,
  );
}
