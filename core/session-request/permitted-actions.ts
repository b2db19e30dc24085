import type { CommandType, SessionRequestCommand } from './commands.ts';
import { decide } from './decide.ts';
import { COMMAND_RULES } from './rules.ts';
import type { SessionRequest } from './states.ts';
import type { Actor, Channel, EpochMs, Situation } from './values.ts';

/** Something this person may do now. The panel shows a button for each, and nothing else. */
export type PermittedAction = {
  readonly command: CommandType;
  /** Set when pressing means taking over from this agent: ask first. */
  readonly takeOverFrom: string | null;
  /** Set when it was done a moment ago and may be done again then. */
  readonly againAt: EpochMs | null;
  /** For `resend-invitation`: one action for each channel that has an address. */
  readonly channel: Channel | null;
};

/** What `actor` may do with the request now. Asks `decide` itself, so that button and answer never disagree. */
export function permittedActions(actor: Actor, request: SessionRequest, situation: Situation): PermittedAction[] {
  const actions: PermittedAction[] = [];
  for (const probe of probes(actor, request, situation)) {
    if (!COMMAND_RULES[probe.type].who.includes(actor.kind)) continue;
    const decision = decide(probe, request, situation);
    const channel = probe.type === 'resend-invitation' ? probe.channel : null;
    const action = { command: probe.type, takeOverFrom: null, againAt: null, channel };
    if (decision.ok) actions.push(action);
    else if (decision.refusal.reason === 'taken' && probe.type === 'launch-connect') {
      actions.push({ ...action, takeOverFrom: decision.refusal.by.name });
    } else if (decision.refusal.reason === 'asked-recently') {
      actions.push({ ...action, againAt: decision.refusal.againAt });
    }
  }
  return actions;
}

/** One well-formed example of every command a person can give. */
function probes(actor: Actor, request: SessionRequest, situation: Situation): SessionRequestCommand[] {
  const { now } = situation;
  const source = 'agent';
  const address = `${('address' in request && request.address) || ''}-`;
  const startAt = Math.max(now, request.moveLimits?.earliestAt ?? now);
  const elsewhere = { startAt, timeZone: request.schedule?.timeZone === 'UTC' ? 'Etc/UTC' : 'UTC' };
  const soonest = Math.max(now, request.schedule?.startAt ?? 0) + 1;
  const expiresAt = soonest === request.expiresAt ? soonest + 1 : soonest;
  // Connect needs a sign-in; the button is shown and leads there.
  const signedIn: Actor = actor.kind === 'agent' ? { ...actor, proof: 'signed-in' } : actor;
  const consent = { consented: true, textVersion: '', language: '', named: '', wishes: [] };
  const unassigned = request.assignee.kind === 'unassigned';
  return [
    { type: 'join', actor, device: null },
    { type: 'move-here', actor, device: `${request.device ?? ''}-` },
    { type: 'note-readiness', actor, readiness: { system: 'other', findings: [] } },
    { type: 'enter-address', actor, address, device: request.device },
    { type: 'note-download', actor, device: request.device },
    { type: 'ask-for-access', actor },
    { type: 'allow-access', actor, ...consent, address, device: request.device },
    { type: 'deny-access', actor },
    { type: 'withdraw-consent', actor },
    { type: 'report-request', actor },
    { type: 'launch-connect', actor: signedIn, takeOver: false },
    { type: 'start-session', actor, source, startedAt: now, address: null, agent: null, externalId: null },
    { type: 'end-session', actor, source, endedAt: now, endedBy: 'agent' },
    { type: 'close-request', actor, outcome: 'not-stated', note: '' },
    { type: 'reopen-request', actor, expiresAt: null },
    { type: 'reschedule', actor, schedule: elsewhere, expiresAt: null, moveLimits: null },
    { type: 'set-session-link', actor, url: `${request.sessionLink ?? ''}-` },
    { type: 'rate-session', actor, rating: { stars: 5, comment: '' } },
    {
      type: 'correct-recipient',
      actor,
      recipient: { ...request.recipient, name: `${request.recipient.name}.` },
      language: null,
    },
    { type: 'ask-new-link', actor },
    { type: 'ask-call-back', actor, phone: '', when: '' },
    { type: 'drop-call-back', actor },
    { type: 'note-called-back', actor },
    { type: 'assign', actor, assignee: unassigned ? { kind: 'queue', queueId: '', name: '' } : { kind: 'unassigned' } },
    { type: 'claim', actor },
    { type: 'extend', actor, expiresAt },
    { type: 'add-comment', actor, text: '' },
    { type: 'resend-invitation', actor, channel: 'email' },
    { type: 'resend-invitation', actor, channel: 'sms' },
    { type: 'resend-invitation', actor, channel: 'ticket' },
    { type: 'attach-ticket', actor, ticket: { id: '', number: '', subject: '' } },
    { type: 'keep-open', actor },
  ];
}
