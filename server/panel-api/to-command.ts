import { hash } from 'node:crypto';
import { asActor } from '../../core/people/rights.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { RemoteTool } from '../../core/ports/remote-tool.ts';
import type { SessionRequestCommand } from '../../core/session-request/commands.ts';
import type { Assignee } from '../../core/session-request/values.ts';
import type { CommandEnvelope } from '../../core/use-cases/core-ports.ts';
import type { AgentDirectory } from '../people/agent-directory.ts';
import type { AgentCaller } from './agent-caller.ts';
import type { CommandBody, CreateBody } from './command-schemas.ts';

type ExistingCommand = Exclude<SessionRequestCommand, { type: 'create-request' }>;

/** Well-formed, and yet nothing has this address, link, number or queue. */
export type UnusableReason = 'not-an-address' | 'not-a-session-link' | 'not-a-phone-number' | 'no-such-queue';
export type Usable<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: UnusableReason };

export type ToCommandDeps = {
  readonly directory: AgentDirectory;
  readonly remoteTool: Pick<RemoteTool, 'readAddress' | 'readSessionLink'>;
};

/** The core's command for a validated body. */
export async function toCommand(
  deps: ToCommandDeps & { readonly core: { readonly clock: Clock } },
  caller: AgentCaller,
  body: CommandBody,
): Promise<Usable<ExistingCommand>> {
  const actor = asActor(caller.person, caller.proof);
  const now = deps.core.clock.now();
  switch (body.type) {
    case 'ask-for-access':
    case 'claim':
    case 'keep-open':
    case 'note-called-back':
      return usable({ type: body.type, actor });
    case 'enter-address':
      return mapUsable(readAddress(deps, body.address), (address) => ({
        type: body.type,
        actor,
        address,
        device: null,
      }));
    case 'launch-connect':
      return usable({ type: body.type, actor, takeOver: body.takeOver });
    case 'start-session': {
      const told = { source: 'agent', address: null, agent: null, externalId: null } as const;
      return usable({ ...told, type: body.type, actor, startedAt: body.startedAt ?? now });
    }
    case 'end-session':
      return usable({
        type: body.type,
        actor,
        source: 'agent',
        endedAt: body.endedAt ?? now,
        endedBy: body.endedBy,
      });
    case 'close-request':
      return usable({ type: body.type, actor, outcome: body.outcome, note: body.note });
    case 'reopen-request':
      return usable({ type: body.type, actor, expiresAt: body.expiresAt });
    case 'reschedule':
      return usable({
        type: body.type,
        actor,
        schedule: body.schedule,
        expiresAt: body.expiresAt,
        moveLimits: body.moveLimits,
      });
    case 'set-session-link':
      return mapUsable(readSessionLink(deps, body.url), (url) => ({ type: body.type, actor, url }));
    case 'correct-recipient':
      return usable({ type: body.type, actor, recipient: body.recipient, language: body.language });
    case 'assign':
      return mapUsable(await toAssignee(deps, caller, body.assignee), (assignee) => ({
        type: body.type,
        actor,
        assignee,
      }));
    case 'extend':
      return usable({ type: body.type, actor, expiresAt: body.expiresAt });
    case 'add-comment':
      return usable({ type: body.type, actor, text: body.text });
    case 'resend-invitation':
      return usable({ type: body.type, actor, channel: body.channel });
    case 'attach-ticket':
      return usable({ type: body.type, actor, ticket: body.ticket });
    default:
      return body satisfies never;
  }
}

export async function toAssignee(
  deps: ToCommandDeps,
  { installation: { id: installationId }, person }: AgentCaller,
  asked: CreateBody['assignee'],
): Promise<Usable<Assignee>> {
  switch (asked.kind) {
    case 'unassigned':
      return usable(asked);
    case 'agent': {
      // A panel knows its own agent by the id that we told it; others by theirs in the help desk.
      const isSelf = asked.agent.id === person.id;
      const { id, name, email } = isSelf ? person : await deps.directory.personOf(installationId, asked.agent);
      return usable({ kind: 'agent', agent: { id, name, email }, queueId: null });
    }
    case 'client':
      return mapUsable(readAddress(deps, asked.address), (address) => ({ kind: 'client', address }));
    case 'queue': {
      const queue = await deps.directory.queue(installationId, asked.queueId);
      return queue === null
        ? { ok: false, reason: 'no-such-queue' }
        : usable({ kind: 'queue', queueId: queue.id, name: queue.name });
    }
    default:
      return asked satisfies never;
  }
}

function readAddress({ remoteTool }: ToCommandDeps, text: string): Usable<string> {
  const address = remoteTool.readAddress(text);
  return address === null ? { ok: false, reason: 'not-an-address' } : usable(address);
}

function readSessionLink({ remoteTool }: ToCommandDeps, text: string | null): Usable<string | null> {
  if (text === null) return usable(null);
  const link = remoteTool.readSessionLink(text);
  return link === null ? { ok: false, reason: 'not-a-session-link' } : usable(link);
}

function usable<Value>(value: Value): Usable<Value> {
  return { ok: true, value };
}

function mapUsable<From, To>(from: Usable<From>, map: (value: From) => To): Usable<To> {
  return from.ok ? usable(map(from.value)) : from;
}

/** Senders are kept apart by installation; the hash of target, sender and body shows when an id is used for something else. */
export function envelopeOf(
  { installation, person, proof }: AgentCaller,
  target: string,
  body: { readonly commandId: string },
): CommandEnvelope {
  const sender = proof === 'signed-in' ? `${target}\n${person.id}` : target;
  const bodyHash = hash('sha256', `${sender}\n${JSON.stringify(body)}`, 'base64url');
  return { scope: `installation:${installation.id}`, commandId: body.commandId, bodyHash };
}
