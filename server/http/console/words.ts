import type { Actor, Assignee, Channel, Outcome } from '../../../core/session-request/values.ts';
import type { Status } from '../../../core/session-request/states.ts';
import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { Texts } from '../../texts/texts.ts';

export type ShowAddress = RemoteTool['showAddress'];

export function statusWord(status: Status, texts: Texts): string {
  return texts.lookUp(`status.${status.toLowerCase()}`);
}

export function outcomeWord(outcome: Outcome, texts: Texts): string {
  return texts.lookUp(`outcome.${camelCase(outcome)}`);
}

export function channelWord(channel: Channel, texts: Texts): string {
  return texts.lookUp(`console.channel.${channel}`);
}

/** Who did something, as the log names him. */
export function actorWord(actor: Actor, texts: Texts): string {
  return actor.kind === 'agent' ? actor.agent.name : texts.lookUp(`console.actor.${actor.kind}`);
}

/** True when an installation named the agent and nobody checked it. */
export function isUnverified(actor: Actor): boolean {
  return actor.kind === 'agent' && actor.proof === 'asserted';
}

export function assigneeWord(assignee: Assignee, texts: Texts, showAddress: ShowAddress): string {
  switch (assignee.kind) {
    case 'unassigned':
      return texts.t('console.assignee.unassigned');
    case 'agent':
      return assignee.agent.name;
    case 'client':
      return texts.t('console.assignee.client', { address: showAddress(assignee.address) });
    case 'queue':
      return texts.t('console.assignee.queue', { name: assignee.name });
    default:
      return assignee satisfies never;
  }
}

function camelCase(code: string): string {
  return code.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
