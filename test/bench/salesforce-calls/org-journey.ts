import { randomUUID } from 'node:crypto';
import { notDone } from '../../../connectors/shared/answers.ts';
import type { Mailer } from '../../../core/ports/mailer.ts';
import type { Actor } from '../../../core/session-request/values.ts';
import { commandRequest } from '../../../core/use-cases/command-request.ts';
import type { CorePorts } from '../../../core/use-cases/core-ports.ts';
import { deliveryPart } from '../../../server/composition/deliveries.ts';
import { randomIds } from '../../../server/world.ts';
import type { OrgRecord } from '../../fakes/salesforce/control-client.ts';
import type { OrgWorld } from '../../server/org-world.ts';
import { joinClient } from '../../support/join-client.ts';
import { passTime } from './pass-time.ts';

/**
 * The usual journey of requests on cases of their own, side by side and in step: created, joined, asked, allowed, connected, ended, closed.
 * `toldIn`: where start and end of the session are told: elsewhere (by AnyDesk's own record, or on the connect page), or by presses in the
 * panel.
 */
export type Journey = { readonly requests: number; readonly toldIn: 'elsewhere' | 'panel' };

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** How long people take for it, as a rule. */
const TAKES_MS = {
  reading: 2 * MINUTE_MS,
  typing: 10 * SECOND_MS,
  greeting: 15 * SECOND_MS,
  allowing: 20 * SECOND_MS,
  starting: 10 * SECOND_MS,
  helping: 10 * MINUTE_MS,
  closing: 20 * SECOND_MS,
} as const;

type One = { readonly caseId: string; readonly key: string; readonly user: ReturnType<typeof joinClient> };

/** Walks it to the end, and waits until everything of it was written. */
export async function walk(world: OrgWorld, { requests, toldIn }: Journey): Promise<void> {
  const elsewhere = await elsewhereOf(world);
  const every = <Item, Result>(items: readonly Item[], step: (item: Item, index: number) => Promise<Result>) =>
    Promise.all(items.map((item, index) => step(item, index)));
  const cases = await every(Array.from({ length: requests }), () => world.addCase());
  await passTime(world, TAKES_MS.reading, '');
  const all = await every(cases, ({ Id: caseId }, index) => create(world, caseId, index));
  const after = (ms: number) => passTime(world, ms, all[0]?.key ?? '');
  const press = (type: string, parameters: object = {}) =>
    every(all, ({ caseId, key }) => pressed(world, { caseId, type, requestKey: key, parameters }));
  const tell = (what: 'start' | 'end') =>
    toldIn === 'panel' ? press(`${what}-session`) : every(all, ({ key }) => elsewhere[what](key));

  await after(TAKES_MS.reading);
  await every(all, ({ user }) => user.walk('join'));
  await after(TAKES_MS.typing);
  await every(all, ({ user }) => user.walk('address', { address: '123 456 789' }));
  await after(TAKES_MS.greeting);
  await press('ask-for-access');
  await after(TAKES_MS.allowing);
  await every(all, ({ user }) => user.walk('allow', { consent: 'yes' }));
  await after(TAKES_MS.starting);
  await every(all, ({ key }) => elsewhere.launch(key));
  await after(TAKES_MS.starting);
  await tell('start');
  await after(TAKES_MS.helping);
  await tell('end');
  await after(TAKES_MS.closing);
  await press('close-request', { outcome: 'solved' });
  await after(2 * MINUTE_MS);
}

async function create(world: OrgWorld, caseId: string, index: number): Promise<One> {
  const recipient = { name: 'Hannah Osei', email: `hannah.${index}.${caseId}@kestrel.example`, phone: null };
  const assignee = {
    kind: 'agent',
    agent: { id: world.org.people.mara, name: 'Mara Lindqvist', email: 'mara.lindqvist@kestrel.example' },
  };
  const parameters = { recipient, assignee, channels: ['email'] };
  const told = await pressed(world, { caseId, type: 'create-request', parameters });
  const key = String(told['Result_Key__c']);
  const record = await world.record(key, () => true);
  return { caseId, key, user: joinClient(String(record['Join_Url__c']), `10.1.${index >> 8}.${index & 255}`) };
}

async function pressed(world: OrgWorld, press: Parameters<OrgWorld['command']>[0]): Promise<OrgRecord> {
  const told = await world.settled(await world.command({ ...press, clientKey: randomUUID() }), MINUTE_MS);
  if (told['Result__c'] !== 'Done') throw new Error(`${press.type} was refused: ${String(told['Result_Message__c'])}`);
  return told;
}

/** What happens outside of Salesforce: presses on the connect page, and starts and ends that AnyDesk tells. */
async function elsewhereOf({ foundation, org, orgId }: OrgWorld) {
  const { store, live, clock } = foundation;
  const { planner } = await deliveryPart(foundation, NO_MAIL);
  const core: CorePorts = { unitOfWork: store.unitOfWork, planner, changes: live, clock, ids: randomIds };
  // As the server knows her by her presses in the panel.
  const id = `${orgId}:${org.people.mara}`;
  const agent = { id, name: 'Mara Lindqvist', email: 'mara.lindqvist@kestrel.example' };
  const mara: Actor = { kind: 'agent', agent, proof: 'signed-in' };
  const tool: Actor = { kind: 'remote-tool' };
  const give = async (requestId: string, command: Parameters<typeof commandRequest>[1]['command']): Promise<void> => {
    const answer = await commandRequest(core, { ...BY_NOBODY, requestId, command });
    if (!answer.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(answer.refusal)}`);
  };
  return {
    launch: (key: string) => give(key, { type: 'launch-connect', actor: mara, takeOver: false }),
    start: (key: string) => {
      const known = { address: null, agent, externalId: null };
      return give(key, { type: 'start-session', actor: tool, source: 'remote-tool', startedAt: clock.now(), ...known });
    },
    end: (key: string) => {
      const by = { endedBy: 'agent' } as const;
      return give(key, { type: 'end-session', actor: tool, source: 'remote-tool', endedAt: clock.now(), ...by });
    },
  };
}

const BY_NOBODY = { person: null, installationId: null, expectedVersion: null, envelope: null } as const;

const NO_MAIL: Mailer = {
  send: async () => notDone('never', 'not-configured', 'Mails are sent by the server itself.'),
  verify: async () => [],
};
