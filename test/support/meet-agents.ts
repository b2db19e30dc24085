import { createFreshservice } from '../../connectors/freshservice/src/freshservice.ts';
import { createAgentScopeStore } from '../../server/tickets/agent-scope-store.ts';
import type { Store } from '../../server/storage/store.ts';
import { controlClient } from '../fakes/freshservice/control-client.ts';
import { INTEGRATION_KEY } from '../fakes/freshservice/seed.ts';

/** Agents that tests name by these ids; they see every ticket. */
const CAST = [
  { id: 21, firstName: 'Mara', lastName: 'Lindqvist', email: 'mara@kestrel.example' },
  { id: 22, firstName: 'Vera', lastName: 'Viewer', email: 'vera@kestrel.example' },
  { id: 23, firstName: 'Jun', lastName: 'Watanabe', email: 'jun@kestrel.example' },
  { id: 99, firstName: 'Somebody', lastName: 'Else', email: 'somebody@kestrel.example' },
  { id: 1, firstName: 'Ada', lastName: 'Admin', email: 'ada@acme.example' },
  { id: 27_000_000_201, firstName: 'Mara', lastName: 'Lindqvist', email: 'mara.l@kestrel.example' },
] as const;

/** The pretended help desk gets the cast, and the store knows what each of its agents may see, as if all had opened a panel a moment ago. */
export async function meetAgents(store: Store, installationId: string, helpDeskUrl: string): Promise<void> {
  const control = controlClient(helpDeskUrl);
  for (const agent of CAST) await control.addAgent({ ...agent, apiKey: `key-of-${agent.id}` });
  const now = (): number => Date.now();
  const options = { plan: 'enterprise', limits: { total: 1e6, ticket: 1e6, list: 1e6 }, share: 1, now } as const;
  const desk = createFreshservice({ address: helpDeskUrl, apiKey: INTEGRATION_KEY, ...options });
  const scopes = createAgentScopeStore(store.database);
  for (const { id } of await control.agents()) {
    const seenAt = now();
    const answer = await desk.tickets.findAgentScope(String(id));
    if (answer.kind !== 'done') throw new Error(`agent ${id} is not known: ${JSON.stringify(answer)}`);
    await scopes.save(installationId, String(id), { scope: answer.value, seenAt });
  }
  await control.forgetCalls();
}
