import { createHash } from 'node:crypto';
import { asActor } from '../../../core/people/rights.ts';
import type { SessionRequestCommand } from '../../../core/session-request/commands.ts';
import type { Assignee } from '../../../core/session-request/values.ts';
import type { CommandEnvelope } from '../../../core/use-cases/core-ports.ts';
import { problem } from '../problem.ts';
import type { ApiCaller, ApiDeps } from './api-deps.ts';
import type { CommandBody, CreateBody } from './schemas.ts';

type ExistingCommand = Exclude<SessionRequestCommand, { type: 'create-request' }>;

/** The core's command for a validated body. Throws a 422 problem for an address or queue that does not exist. */
export async function toCommand(
  deps: Pick<ApiDeps, 'directory' | 'remoteTool' | 'core'>,
  caller: ApiCaller,
  body: CommandBody,
): Promise<ExistingCommand> {
  const { person, proof } = caller;
  const actor = asActor(person, proof);
  const now = deps.core.clock.now();
  switch (body.type) {
    case 'ask-for-access':
    case 'claim':
    case 'keep-open':
      return { type: body.type, actor };
    case 'enter-address':
      return { type: body.type, actor, address: readAddress(deps, body.address) };
    case 'launch-connect':
      return { type: body.type, actor, takeOver: body.takeOver };
    case 'start-session': {
      const told = { source: 'agent', address: null, agent: null, externalId: null } as const;
      return { ...told, type: body.type, actor, startedAt: body.startedAt ?? now };
    }
    case 'end-session':
      return { type: body.type, actor, source: 'agent', endedAt: body.endedAt ?? now, endedBy: body.endedBy };
    case 'close-request':
      return { type: body.type, actor, outcome: body.outcome, note: body.note };
    case 'reopen-request':
      return { type: body.type, actor, expiresAt: body.expiresAt };
    case 'reschedule':
      return { type: body.type, actor, schedule: body.schedule, expiresAt: body.expiresAt };
    case 'correct-recipient':
      return { type: body.type, actor, recipient: body.recipient, language: body.language };
    case 'assign':
      return { type: body.type, actor, assignee: await toAssignee(deps, caller, body.assignee) };
    case 'extend':
      return { type: body.type, actor, expiresAt: body.expiresAt };
    case 'add-comment':
      return { type: body.type, actor, text: body.text };
    case 'resend-invitation':
      return { type: body.type, actor, channel: body.channel };
    case 'attach-ticket':
      return { type: body.type, actor, ticket: body.ticket };
    default:
      return body satisfies never;
  }
}

export async function toAssignee(
  deps: Pick<ApiDeps, 'directory' | 'remoteTool'>,
  { installation: { id: installationId }, person }: ApiCaller,
  asked: CreateBody['assignee'],
): Promise<Assignee> {
  switch (asked.kind) {
    case 'unassigned':
      return asked;
    case 'agent': {
      // A panel knows its own agent by the id that we told it; others by theirs in the help desk.
      const isSelf = asked.agent.id === person.id;
      const { id, name, email } = isSelf ? person : await deps.directory.personOf(installationId, asked.agent);
      return { kind: 'agent', agent: { id, name, email }, queueId: null };
    }
    case 'client':
      return { kind: 'client', address: readAddress(deps, asked.address) };
    case 'queue': {
      const queue = await deps.directory.queue(installationId, asked.queueId);
      if (queue === null) throw problem(422, 'no-such-queue', 'There is no such queue', 'Choose a queue that exists.');
      return { kind: 'queue', queueId: queue.id, name: queue.name };
    }
    default:
      return asked satisfies never;
  }
}

function readAddress(deps: Pick<ApiDeps, 'remoteTool'>, text: string): string {
  const address = deps.remoteTool.readAddress(text);
  if (address !== null) return address;
  throw problem(
    422,
    'not-an-address',
    'This is not an AnyDesk address',
    'Give one AnyDesk ID of 9 or 10 digits, or one alias such as name@ad.',
  );
}

/** Senders are kept apart by installation; the hash of target, sender and body shows when an id is used for something else. */
export function envelopeOf(
  { installation, person, proof }: ApiCaller,
  target: string,
  body: { readonly commandId: string },
): CommandEnvelope {
  const sender = proof === 'signed-in' ? `${target}\n${person.id}` : target;
  const bodyHash = createHash('sha256').update(sender).update('\n').update(JSON.stringify(body)).digest('base64url');
  return { scope: `installation:${installation.id}`, commandId: body.commandId, bodyHash };
}
