import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { systemCloseAt } from '../../../core/session-request/timers.ts';
import { OUTCOME_TEXTS } from '../../texts/outcome-texts.ts';
import type { Texts } from '../../texts/texts.ts';
import type { JoinStep, System } from './join-view.ts';
import { namedInConsent, replacedAgent, whoConnects } from './named.ts';
import type { Opened } from './open-link.ts';
import { plannedStep } from './time/planned-step.ts';

/** What only this visit knows. */
export type Visit = {
  readonly system: System;
  /** `?change=address`: the person wants another address than the one there is. */
  readonly changesAddress: boolean;
  /** `?again=1`: after a denial or a withdrawal, the person wants to be asked again. */
  readonly wantsAgain: boolean;
  /** What was typed into the address field and could not be read. */
  readonly typed: string;
  readonly problem: string | null;
};

export type StepTools = {
  readonly remoteTool: Pick<RemoteTool, 'showAddress'>;
  readonly seal: (shown: readonly string[]) => string;
  readonly texts: Texts;
};

/** Which page the request has now. */
export function joinStep(opened: Opened, visit: Visit, tools: StepTools): JoinStep {
  const { request } = opened;
  switch (request.status) {
    case 'Open':
      return plannedStep(opened, tools.texts) ?? { kind: 'invitation', startAt: laterThan(opened), ...facts(opened), subject: null };
    case 'Waiting':
      return waitingStep(opened, request, visit, tools);
    case 'Ready':
      return readyStep(opened, request, tools);
    case 'Connected': {
      const named = whoConnects(request, opened.installation, tools.texts);
      const replaced = replacedAgent(request.consent, request, opened.installation);
      return { kind: 'connected', since: request.session.startedAt, named, replaced };
    }
    case 'Closed':
      return closedStep(opened, request);
    case 'Expired':
      return { kind: 'expired', newLinkAsked: request.newLinkAskedAt !== null };
    default:
      return request satisfies never;
  }
}

function waitingStep(
  opened: Opened,
  request: Extract<SessionRequest, { status: 'Waiting' }>,
  visit: Visit,
  { remoteTool, seal, texts }: StepTools,
): JoinStep {
  const stopped = request.because === 'withdrawn' || request.because === 'ended-by-recipient';
  if (!visit.wantsAgain && request.accessAsked === null) {
    if (request.because === 'denied') return { kind: 'denied' };
    if (stopped) return { kind: 'stopped', hadSession: request.sessions.count > 0 };
  }
  const { address } = request;
  if (address === null || visit.changesAddress || visit.problem !== null) {
    const { system, typed, problem } = visit;
    const asked = request.accessAsked !== null;
    return { kind: 'prepare', asked, system, typed, problem, canGoBack: address !== null, ...facts(opened) };
  }
  const named = namedInConsent(request, opened.installation, texts);
  return {
    kind: 'consent',
    asked: request.accessAsked !== null,
    lapsed: request.because === 'lapsed',
    named,
    address,
    shownAddress: remoteTool.showAddress(address),
    seal: seal([named, address, texts.language]),
    ...facts(opened),
  };
}

function readyStep(
  opened: Opened,
  request: Extract<SessionRequest, { status: 'Ready' }>,
  { remoteTool, texts }: StepTools,
): JoinStep {
  const situation = {
    now: opened.now,
    recipientSeenAt: opened.recipientSeenAt,
    settings: opened.installation.settings.lifecycle,
  };
  const closes = systemCloseAt(request, situation);
  if (closes !== null) return { kind: 'session-over', until: closes.at };
  return {
    kind: 'ready',
    launched: request.launch !== null && !request.launch.unanswered,
    unanswered: request.launch?.unanswered ?? false,
    shownAddress: remoteTool.showAddress(request.address),
    named: namedInConsent(request, opened.installation, texts),
    replaced: replacedAgent(request.consent, request, opened.installation),
  };
}

function closedStep(opened: Opened, request: Extract<SessionRequest, { status: 'Closed' }>): JoinStep {
  if (request.reason === 'reported') return { kind: 'reported' };
  if (request.reason === 'ticket-deleted') return { kind: 'ticket-gone' };
  const { count, totalMs, estimated } = request.sessions;
  return {
    kind: 'closed',
    closedAt: request.closedAt,
    outcome: OUTCOME_TEXTS[request.outcome],
    durationMs: count === 0 ? null : totalMs,
    estimated,
    newLinkAsked: request.newLinkAskedAt !== null,
    ...facts(opened),
  };
}

function facts({ request, installation }: Opened) {
  return {
    ticket: request.ticket?.number ?? null,
    number: request.number,
    subject: installation.settings.showSubject ? (request.ticket?.subject ?? null) : null,
  };
}

/** The appointment, while it is still to come. */
function laterThan({ request, now }: Opened): number | null {
  const startAt = request.schedule?.startAt ?? null;
  return startAt !== null && startAt > now ? startAt : null;
}
