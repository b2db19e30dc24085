import { type OrgWorld, orgWorld } from '../../server/org-world.ts';
import { createFindings, type ProofOptions, type ProofResult, proofResult } from '../shared/proof.ts';
import { checkCommands, checkOrg } from './check-org.ts';
import { drained } from './drained.ts';
import { FAULT_MIX } from './fault-mix.ts';
import { signInWatch } from './sign-in-watch.ts';

/** created, three comments, closed. */
const PRESSES_A_REQUEST = 5;
const AT_ONCE = 20;
const REVOKE_EVERY = 100;
const PATIENCE_MS = 600_000;
/** To look is work for the org too. */
const LOOK_MS = 250;

/** Presses of agents through an org that goes wrong in every way: each event is told once, in order, and none is lost. */
export async function faultStorm(options: ProofOptions): Promise<ProofResult> {
  const { scale, seed, tell } = options;
  const world = await orgWorld({ org: { pollSeconds: 5 }, timeline: 'every-change' });
  try {
    const { control, people } = world.org;
    const watch = signInWatch(control);
    await control.faults(FAULT_MIX, seed);
    const cases = Math.max(1, Math.round(scale / PRESSES_A_REQUEST));
    let pressed = 0;
    for (let from = 0; from < cases; from += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, cases - from) }, (_, index) => journey(world, from + index));
      // In the midst of them, so that many calls carry a token that is no longer good.
      if (pressed >= (watch.counts().revoked + 1) * REVOKE_EVERY) await watch.revoke(people.integration);
      pressed += (await Promise.all(some)).reduce((sum, presses) => sum + presses, 0);
      await watch.look();
      tell(`${String(pressed)} presses`);
    }
    const hits = await control.faultHits();
    await control.faults([]);
    await drained(world.foundation, tell);
    await watch.look();
    const findings = createFindings();
    await checkOrg(world, findings, { requests: cases, entries: cases * PRESSES_A_REQUEST });
    await checkCommands(world, findings);
    watch.check(findings);
    const faults = hits.reduce((sum, { hits: count }) => sum + count, 0);
    return proofResult('salesforce', options, findings, { cases, pressed, faults, ...watch.counts() });
  } finally {
    await world.close();
  }
}

/** What one agent presses on one case, one after the other. */
async function journey(world: OrgWorld, index: number): Promise<number> {
  const { Id: caseId } = await world.addCase({ Subject: `Case ${String(index)}` });
  const parameters = { recipient: { name: 'Hannah', email: `h${String(index)}@kestrel.example` }, channels: ['link'] };
  const made = await world.settled(
    await world.command({ caseId, type: 'create-request', parameters }),
    PATIENCE_MS,
    LOOK_MS,
  );
  const requestKey = String(made['Result_Key__c']);
  for (const text of ['one', 'two', 'three']) {
    await world.command({ caseId, type: 'add-comment', requestKey, parameters: { text } });
  }
  const last = await world.command({ caseId, type: 'close-request', requestKey, parameters: { outcome: 'solved' } });
  await world.settled(last, PATIENCE_MS, LOOK_MS);
  return PRESSES_A_REQUEST;
}
