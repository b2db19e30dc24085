import type { Random } from '../../fakes/shared/random.ts';
import type { PanelAnswer } from '../../support/panel-client.ts';
import type { Outcome } from './journal.ts';
import { type LoadWorld, type PanelCommand, ServerGone, type Step } from './load-world.ts';

/** Agents whom the pretended help desk knows (test/support/meet-agents.ts). */
const AGENTS = ['21', '23', '99', '1'].map((id) => ({ id, name: `Agent ${id} of the service desk` }));
const KEPT_ACKNOWLEDGED = 40;

/** Makes a request on any ticket, every fourth with an invitation by mail. */
export const create: Step = async (world, random) => {
  const { mint, tickets } = world;
  const commandId = mint.id();
  const ticket = { ...pick(tickets, random), subject: 'Printer prints nothing' };
  const recipient = { name: 'May Lin', email: `${commandId}@customer.example` };
  const channels = [random() < 0.25 ? 'email' : 'link'];
  const body = { commandId, ticket, recipient, channels, comment: commandId };
  await send(world, {
    what: 'create',
    evidence: commandId,
    agent: pick(AGENTS, random),
    requestId: null,
    body,
    version: null,
  });
};

/** Any command on any request, one that its status (as last heard) allows. */
export const command: Step = async (world, random) => {
  const known = world.pool.any(random);
  if (known === null) return;
  const isOver = known.status === 'Closed' || known.status === 'Expired';
  const kinds = isOver ? (['add-comment', 'reopen-request'] as const) : ACTIVE_KINDS;
  await send(world, commandOf(world, known.id, pick(kinds, random), random));
};

/** Sends an unanswered command again, now and then an answered one too: neither may be carried out a second time. */
export const repeat: Step = async (world, random) => {
  const from = world.doubtful.length > 0 ? world.doubtful : world.acknowledged;
  const [again] = from.splice(Math.floor(random() * from.length), 1);
  if (again !== undefined) await send(world, again);
};

const ACTIVE_KINDS = ['add-comment', 'add-comment', 'extend', 'extend', 'assign', 'claim', 'close-request'] as const;
type Kind = (typeof ACTIVE_KINDS)[number] | 'reopen-request';

function commandOf({ mint }: LoadWorld, requestId: string, kind: Kind, random: Random): PanelCommand {
  const commandId = mint.id();
  const agent = pick(AGENTS, random);
  const make = (evidence: string, more: Readonly<Record<string, unknown>>, by = agent): PanelCommand => ({
    what: kind,
    evidence,
    agent: by,
    requestId,
    body: { commandId, type: kind, ...more },
    version: null,
  });
  switch (kind) {
    case 'add-comment':
      return make(commandId, { text: commandId });
    case 'close-request':
      return make(commandId, { outcome: 'solved', note: commandId });
    case 'extend':
    case 'reopen-request': {
      const expiresAt = mint.expiry();
      return make(String(expiresAt), { expiresAt });
    }
    case 'assign': {
      const address = mint.address();
      return make(address, { assignee: { kind: 'client', address } });
    }
    case 'claim':
      return make(commandId, {}, { id: commandId, name: commandId });
    default:
      return kind satisfies never;
  }
}

async function send(world: LoadWorld, sent: PanelCommand): Promise<void> {
  const { journal, doubtful } = world;
  const note = (outcome: Outcome): void =>
    journal.note({ evidence: sent.evidence, what: sent.what, requestId: sent.requestId, outcome });
  if (sent.version === null) note({ kind: 'doubtful' });
  const answer = await ask(world, sent);
  if (answer === null) {
    doubtful.push(sent);
    throw new ServerGone();
  }
  if (!answer.ok) {
    world.findings.check(answer.status >= 500 ? `${sent.what} was answered with ${answer.status}` : null);
    note({ kind: 'refused' });
    return;
  }
  const { request, version } = answer;
  world.findings.check(sent.version === null || sent.version === version ? null : otherAnswer(sent, answer));
  note({ kind: 'acknowledged', requestId: request.id, seq: version });
  if (request.joinUrl !== null) world.pool.add(request.id, request.joinUrl, request.status);
  world.pool.seen(request.id, request.status);
  world.acknowledged.push({ ...sent, version });
  if (world.acknowledged.length > KEPT_ACKNOWLEDGED) world.acknowledged.shift();
}

/** Null when no answer came. */
async function ask({ panelOf }: LoadWorld, { agent, requestId, body }: PanelCommand): Promise<PanelAnswer | null> {
  const panel = panelOf(agent);
  try {
    return await (requestId === null ? panel.create(body) : panel.command(requestId, body));
  } catch {
    return null;
  }
}

function otherAnswer(sent: PanelCommand, answer: { readonly version: number; readonly replayed: boolean }): string {
  const how = answer.replayed ? 'answered' : 'carried out';
  return `${sent.what} ${sent.evidence} was ${how} again with version ${answer.version} instead of ${sent.version ?? 0}`;
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item;
}
