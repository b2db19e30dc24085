import { createHash, randomUUID } from 'node:crypto';
import { maySee } from '../../core/people/rights.ts';
import type { Installation } from '../../core/ports/installation.ts';
import { orgSettings } from '../../core/ports/installation.ts';
import type { CommandResult, PanelCommand } from '../../core/ports/panel-platform.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { CommandAnswer } from '../../core/use-cases/answers.ts';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import type { CommandEnvelope, CorePorts } from '../../core/use-cases/core-ports.ts';
import { createRequest } from '../../core/use-cases/create-request.ts';
import { recordDelivery } from '../deliveries/record/record-delivery.ts';
import type { DeliveryTrouble } from '../deliveries/delivery-trouble.ts';
import type { AttachByPanel } from '../panel-api/attach-by-panel.ts';
import type { AgentCaller } from '../panel-api/agent-caller.ts';
import type { InputError } from '../panel-api/read-input.ts';
import { toAssignee, toCommand, type ToCommandDeps, type UnusableReason } from '../panel-api/to-command.ts';
import { keptRecipient, type NumberDeps, withKeptRecipient } from '../panel-api/kept-recipient.ts';
import type { RequestReader } from '../storage/store.ts';
import { keptLanguage } from '../texts/offered-languages.ts';
import { refusalWords } from '../texts/refusal-words.ts';
import { type Texts, texts } from '../texts/texts.ts';
import { type Asked, cut, readCommand } from './read-command.ts';

export type CarryOutDeps = ToCommandDeps &
  NumberDeps & {
    readonly core: CorePorts;
    readonly reader: Pick<RequestReader, 'find'>;
    readonly trouble: Pick<DeliveryTrouble, 'requestOf'>;
    readonly attachSession: AttachByPanel;
    /** False: it is on its way already. */
    readonly resend: (deliveryId: string) => Promise<boolean>;
  };

/** What became of a command. `message` is for the agent; empty when all went well. */
export type Outcome = Pick<CommandResult, 'result' | 'message' | 'requestId'>;

const MINUTE_MS = 60_000;
const MOST_MESSAGE_CHARS = 255;
const MOST_NAME_CHARS = 120;

/**
 * Carries out what an agent asked for in a panel, by the same rules as the API. The same command twice is done once. `now`: the help
 * desk's clock, by which the command's age counts. Throws only when something is broken here.
 */
export async function carryOut(
  deps: CarryOutDeps,
  installation: Installation,
  command: PanelCommand,
  now: EpochMs,
): Promise<Outcome> {
  const words = texts(installation.settings.language);
  const asked = readCommand(command);
  if (!asked.ok) return notValid(words, asked.errors);
  const envelope = envelopeOf(installation.id, command);
  const { commandAgeMinutes } = orgSettings(installation.settings);
  const isOld = now - command.createdAt > commandAgeMinutes * MINUTE_MS;
  // It may have been done in time, and only telling so have failed.
  if (isOld && !(await wasDone(deps, envelope))) {
    return ended('too-old', words.t('panelInbox.tooOld', { count: commandAgeMinutes }));
  }
  return done(deps, await callerOf(deps, installation, command), { command, asked: asked.value, envelope });
}

type Doing = { readonly command: PanelCommand; readonly asked: Asked; readonly envelope: CommandEnvelope };

async function done(deps: CarryOutDeps, caller: AgentCaller, { command, asked, envelope }: Doing): Promise<Outcome> {
  const { installation } = caller;
  switch (asked.kind) {
    case 'create':
      return create(deps, caller, asked.body, envelope);
    case 'resend':
      return resend(deps, installation, command, asked);
    case 'attach':
      return attach(deps, caller, command, asked);
    case 'command': {
      const isKnown = (await isHere(deps, installation, command, asked)) || (await wasDone(deps, envelope));
      if (!isKnown) return unknownRequest(installation);
      const body = await withKeptRecipient(deps, installation.settings, asked.requestId, asked.body);
      const wanted = body.ok ? await toCommand(deps, caller, body.value) : body;
      if (!wanted.ok) return unusable(installation, wanted.reason);
      const answer = await commandRequest(deps.core, {
        requestId: asked.requestId,
        command: wanted.value,
        person: caller.person,
        installationId: installation.id,
        expectedVersion: asked.body.expectedVersion,
        envelope,
      });
      return told(installation, answer);
    }
    default:
      return asked satisfies never;
  }
}

async function create(
  deps: CarryOutDeps,
  caller: AgentCaller,
  body: Extract<Asked, { kind: 'create' }>['body'],
  envelope: CommandEnvelope,
): Promise<Outcome> {
  const { installation, person, proof } = caller;
  const { another, commandId: _id, agent: _agent, ...asked } = body;
  const assignee = await toAssignee(deps, caller, body.assignee);
  if (!assignee.ok) return unusable(installation, assignee.reason);
  const recipient = await keptRecipient(deps, installation.settings, body.recipient, body.channels);
  if (!recipient.ok) return unusable(installation, recipient.reason);
  const answer = await createRequest(deps.core, {
    installationId: installation.id,
    person,
    proof,
    asked: {
      ...asked,
      recipient: recipient.value,
      language: keptLanguage(installation.settings, body.language),
      assignee: assignee.value,
    },
    another,
    envelope,
  });
  // Whoever asks although it is there already does not see it: its record was taken away, or is not written yet.
  if (answer.ok && !answer.created) await writeAgain(deps, answer.stored.request);
  return told(installation, answer);
}

/** The request did not change, and yet its panel is to show something else. */
async function writeAgain({ core }: CarryOutDeps, request: SessionRequest): Promise<void> {
  const now = core.clock.now();
  await core.unitOfWork.run(({ deliveries }) => deliveries.enqueue([recordDelivery(request, now, randomUUID())], now));
}

/** The platform vouches for the ticket that the command lies on, and for no other. */
async function isHere(
  { reader }: CarryOutDeps,
  installation: Installation,
  command: PanelCommand,
  asked: { readonly kind: Asked['kind']; readonly requestId: string },
): Promise<boolean> {
  const stored = await reader.find(asked.requestId);
  if (stored?.request.installationId !== installation.id) return false;
  const { ticket } = stored.request;
  // Attached already: then the command was done before, or is refused by its own rule.
  if (command.type === 'attach-ticket' && ticket === null) return true;
  return ticket?.id === command.ticket.id;
}

async function resend(
  deps: CarryOutDeps,
  installation: Installation,
  command: PanelCommand,
  asked: Extract<Asked, { kind: 'resend' }>,
): Promise<Outcome> {
  const { person } = await callerOf(deps, installation, command);
  if (person.role === 'viewer') return refused(installation, { reason: 'not-permitted' });
  const stored = await deps.reader.find(asked.requestId);
  const owner = await deps.trouble.requestOf(asked.deliveryId);
  const isTheirs = owner === asked.requestId && (await isHere(deps, installation, command, asked));
  if (stored === null || !isTheirs || !maySee(person, stored.request)) return unknownRequest(installation);
  const isQueued = await deps.resend(asked.deliveryId);
  await writeAgain(deps, stored.request);
  return isQueued
    ? { result: 'done', message: '', requestId: asked.requestId }
    : refused(installation, { reason: 'already-done' });
}

async function attach(
  deps: CarryOutDeps,
  caller: AgentCaller,
  command: PanelCommand,
  asked: Extract<Asked, { kind: 'attach' }>,
): Promise<Outcome> {
  const { installation } = caller;
  if (!(await isHere(deps, installation, command, asked))) return unknownRequest(installation);
  const answer = await deps.attachSession(caller, asked.requestId, asked.session);
  if (!answer.ok) return refused(installation, answer.refusal);
  return { result: 'done', message: '', requestId: asked.requestId };
}

/** The platform proves who made the command, as a sign-in would. */
async function callerOf(
  { directory }: Pick<CarryOutDeps, 'directory'>,
  installation: Installation,
  { agent }: PanelCommand,
): Promise<AgentCaller> {
  const name = cut(agent.name, MOST_NAME_CHARS) || agent.id;
  const person = await directory.personOf(installation.id, { ...agent, name });
  return { installation, person, proof: 'signed-in', agentId: agent.id };
}

/** Of what the panel wrote, not of the ticket's subject: that may be another one by the time the command comes again. */
function envelopeOf(installationId: string, command: PanelCommand): CommandEnvelope {
  const { type, requestId, ticket, parameters, agent, clientKey } = command;
  const content = JSON.stringify([type, requestId, ticket.id, parameters ?? null, agent.id]);
  const bodyHash = createHash('sha256').update(content).digest('base64url');
  return { scope: `installation:${installationId}`, commandId: clientKey, bodyHash };
}

async function wasDone({ core }: CarryOutDeps, { scope, commandId, bodyHash }: CommandEnvelope): Promise<boolean> {
  const known = await core.unitOfWork.run(({ commands }) => commands.recall(scope, commandId));
  return known?.bodyHash === bodyHash;
}

function told(installation: Installation, answer: CommandAnswer): Outcome {
  if (!answer.ok) return refused(installation, answer.refusal);
  return { result: 'done', message: '', requestId: answer.stored.request.id };
}

function refused(installation: Installation, refusal: Parameters<typeof refusalWords>[0]): Outcome {
  const { language, timeZone } = installation.settings;
  return ended('refused', refusalWords(refusal, texts(language), timeZone));
}

function notValid(words: Texts, [first]: readonly InputError[]): Outcome {
  const detail = first === undefined || first.path === '' ? (first?.message ?? '') : `${first.path}: ${first.message}`;
  return ended('refused', words.t('panelInbox.notValid', { detail }));
}

function unusable({ settings }: Installation, reason: UnusableReason): Outcome {
  const words = texts(settings.language);
  switch (reason) {
    case 'not-an-address':
      return ended('refused', words.t('panelInbox.notAnAddress'));
    case 'not-a-session-link':
      return ended('refused', words.t('panelInbox.notASessionLink'));
    case 'not-a-phone-number':
      return ended('refused', words.t('panelInbox.notAPhoneNumber'));
    case 'no-such-queue':
      return ended('refused', words.t('panelInbox.noSuchQueue'));
    default:
      return reason satisfies never;
  }
}

/** Another installation's request, or one on another ticket, looks exactly like none. */
function unknownRequest(installation: Installation): Outcome {
  return refused(installation, { reason: 'no-such-request' });
}

function ended(result: 'refused' | 'too-old', message: string): Outcome {
  return { result, message: Array.from(message).slice(0, MOST_MESSAGE_CHARS).join(''), requestId: null };
}
