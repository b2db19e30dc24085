import type { Assignee } from '../../../../../core/session-request/values.ts';
import { mayCommand } from '../../../../../core/people/rights.ts';
import { keptRecipient } from '../../../../panel-api/kept-recipient.ts';
import { textField } from '../../field-readers.ts';
import { type FieldError, readForm, withError } from '../../form-reading.ts';
import type { OptionSpec } from '../../form-view.ts';
import { lookUpTicket } from '../ticket-look-up.ts';
import type { ActionContext, ConsoleAction } from './action.ts';

const CHANNELS = ['email', 'sms', 'ticket'] as const;

/** Gives the request to a colleague, a queue, an AnyDesk client, or nobody in particular. */
export const assign: ConsoleAction = {
  command: 'assign',
  fields: (context) => [
    {
      kind: 'select',
      name: 'to',
      label: context.visit.texts.t('console.field.assignTo'),
      value: valueOf(context.stored.request.assignee),
      options: assigneeOptions(context),
    },
    {
      kind: 'text',
      name: 'client',
      label: context.visit.texts.t('console.field.client'),
      value: '',
      hint: context.visit.texts.t('console.field.clientHint'),
    },
  ],
  read: async (body, context) => {
    const form = readForm(body, { to: textField({ most: 60, required: true }), client: textField({ most: 200 }) });
    if (!form.ok) return form;
    const answer = readAssignee(form.values.to, form.values.client, context);
    if ('error' in answer) return { ok: false, state: withError(form.state, answer.field, answer.error) };
    return { ok: true, command: { type: 'assign', actor: context.actor, assignee: answer.assignee } };
  },
  needsVersion: true,
  isHarmful: false,
};

export const resend: ConsoleAction = {
  command: 'resend-invitation',
  fields: () => [],
  read: async (body, { actor, deps, settings, stored }) => {
    const form = readForm(body, { channel: textField({ most: 10 }) });
    const channel = form.ok ? CHANNELS.find((one) => one === form.values.channel) : undefined;
    if (channel === undefined) return { ok: false, state: form.state };
    const recipient = await keptRecipient(deps.people, settings ?? {}, stored.request.recipient, [channel]);
    if (!recipient.ok) return { ok: false, state: form.state, because: { key: 'console.error.smsPhone' } };
    return { ok: true, command: { type: 'resend-invitation', actor, channel } };
  },
  needsVersion: false,
  isHarmful: false,
};

/** For a request that was made without a ticket. The ticket is fetched, so that a wrong number is noticed now. */
export const attachTicket: ConsoleAction = {
  command: 'attach-ticket',
  fields: ({ visit: { texts } }) => [
    {
      kind: 'text',
      name: 'ticket',
      label: texts.t('console.field.ticketId'),
      value: '',
      required: true,
      hint: texts.t('console.field.ticketIdHint'),
    },
  ],
  read: async (body, { actor, deps, stored }) => {
    const form = readForm(body, { ticket: textField({ most: 100, required: true }) });
    if (!form.ok) return form;
    const found = await lookUpTicket(deps.helpDesks, stored.request.installationId, form.values.ticket);
    if (found.kind !== 'found') {
      const key = found.kind === 'none' ? 'console.error.empty' : found.error;
      return { ok: false, state: withError(form.state, 'ticket', { key }) };
    }
    const { id, number, subject } = found.ticket;
    return { ok: true, command: { type: 'attach-ticket', actor, ticket: { id, number, subject } } };
  },
  needsVersion: false,
  isHarmful: false,
};

export type ReadAssignee =
  | { readonly assignee: Assignee }
  | { readonly field: 'to' | 'client'; readonly error: FieldError };

/** Reads what `assigneeOptions` offered. */
export function readAssignee(to: string, client: string, context: AssigneeContext): ReadAssignee {
  if (to === 'unassigned') return { assignee: { kind: 'unassigned' } };
  if (to === 'client') {
    const address = context.deps.remoteTool.readAddress(client);
    return address === null
      ? { field: 'client', error: { key: 'console.error.address' } }
      : { assignee: { kind: 'client', address } };
  }
  const queue = context.queues.find((one) => `queue:${one.id}` === to);
  if (queue !== undefined) return { assignee: { kind: 'queue', queueId: queue.id, name: queue.name } };
  const agent = context.agents.find((one) => `agent:${one.id}` === to);
  if (agent === undefined) return { field: 'to', error: { key: 'console.error.choice' } };
  const { id, name, email } = agent;
  return { assignee: { kind: 'agent', agent: { id, name, email }, queueId: context.queueId } };
}

export type AssigneeContext = Pick<ActionContext, 'deps' | 'visit' | 'agents' | 'queues'> & {
  /** The queue that the request stays in when somebody of it takes it; null for none. */
  readonly queueId: string | null;
};

export function assigneeOptions({ visit, agents, queues }: Omit<AssigneeContext, 'queueId'>): readonly OptionSpec[] {
  const { texts } = visit;
  return [
    { value: 'unassigned', label: texts.t('console.assignee.unassigned') },
    ...agents.filter(mayCommand).map(({ id, name }) => ({ value: `agent:${id}`, label: name })),
    ...queues.map(({ id, name }) => ({ value: `queue:${id}`, label: texts.t('console.assignee.queue', { name }) })),
    { value: 'client', label: texts.t('console.assignee.anyClient') },
  ];
}

function valueOf(assignee: Assignee): string {
  switch (assignee.kind) {
    case 'agent':
      return `agent:${assignee.agent.id}`;
    case 'queue':
      return `queue:${assignee.queueId}`;
    case 'client':
    case 'unassigned':
      return assignee.kind;
    default:
      return assignee satisfies never;
  }
}
