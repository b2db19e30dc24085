import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import { systemCloseAt } from '../../../core/session-request/timers.ts';
import { OUTCOME_TEXTS } from '../../texts/outcome-texts.ts';
import type { Texts } from '../../texts/texts.ts';
import type { JoinStep } from './join-view.ts';
import { consentShown } from './join-actions.ts';
import type { Visit } from './join-visit.ts';
import { namedInConsent, replacedAgent, whoConnects } from './named.ts';
import type { Opened } from './open-link.ts';
import { downloadsFor } from './downloads.ts';
import { openPoints } from './readiness-form.ts';
import { isPhone } from './visitor-system.ts';
import { plannedStep } from './time/planned-step.ts';

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
      return (
        plannedStep(opened, tools.texts) ??
        returningStep(opened, visit, tools) ?? {
          kind: 'invitation',
          startAt: laterThan(opened),
          ...facts(opened),
          subject: null,
        }
      );
    case 'Waiting':
      return elsewhere(visit, false) ?? waitingStep(opened, request, visit, tools);
    case 'Ready':
      return elsewhere(visit, true) ?? readyStep(opened, request, tools);
    case 'Connected': {
      const named = whoConnects(request, opened.installation, tools.texts);
      const replaced = replacedAgent(request.consent, request, opened.installation);
      return { kind: 'connected', since: request.session.startedAt, named, replaced, stopEnds: opened.stopEnds };
    }
    case 'Closed':
      return closedStep(opened, request);
    case 'Expired':
      return { kind: 'expired', newLinkAsked: request.newLinkAskedAt !== null };
    default:
      return request satisfies never;
  }
}

/** Another browser is the one that is helped. What can be stopped can be stopped from here too. */
function elsewhere(visit: Visit, isAllowed: boolean): JoinStep | null {
  if (visit.elsewhere === null) return null;
  return { kind: 'elsewhere', was: visit.elsewhere, isAllowed, cookieless: visit.cookieless };
}

function waitingStep(
  opened: Opened,
  request: Extract<SessionRequest, { status: 'Waiting' }>,
  visit: Visit,
  tools: StepTools,
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
    return {
      kind: 'prepare',
      asked,
      ...downloadsFor(system, opened.installation.settings.downloads),
      onPhone: isPhone(system),
      sessionLink: request.sessionLink,
      open: openPoints(request.readiness),
      typed,
      problem,
      proposals: request.proposals
        .filter((proposal) => proposal.address !== address)
        .map((proposal) => ({ ...proposal, shownAddress: tools.remoteTool.showAddress(proposal.address) })),
      notesDownload: opened.installation.settings.findsNewClient === true,
      canGoBack: address !== null,
      ...facts(opened),
    };
  }
  return {
    ...consentStep(opened, address, tools),
    asked: request.accessAsked !== null,
    lapsed: request.because === 'lapsed',
    remembered: visit.ownAddress === address,
  };
}

/** The person is known here and so is the address: nothing needs to be asked before the decision itself. */
function returningStep(opened: Opened, { returning }: Visit, tools: StepTools): JoinStep | null {
  if (returning === null) return null;
  return { ...consentStep(opened, returning, tools), joins: true, remembered: true };
}

function consentStep(
  opened: Opened,
  address: RemoteAddress,
  { remoteTool, seal, texts }: StepTools,
): Extract<JoinStep, { kind: 'consent' }> {
  const { request } = opened;
  const named = namedInConsent(request, opened.installation, texts);
  return {
    kind: 'consent',
    joins: false,
    startAt: laterThan(opened),
    asked: false,
    lapsed: false,
    named,
    address,
    shownAddress: remoteTool.showAddress(address),
    remembered: false,
    sessionLink: request.sessionLink,
    wishes: request.intents.filter((intent) => intent !== 'view'),
    seal: seal(consentShown(opened, named, address, texts.language)),
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
    nobodyCame: request.launch === null && request.awaited !== null,
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
    mayRate: count > 0 && opened.now <= request.closedAt + opened.installation.settings.lifecycle.rateWithinMs,
    rating: request.rating,
    stars: [5, 4, 3, 2, 1].map((stars) => ({ count: stars, isChosen: request.rating?.stars === stars })),
    comment: request.rating?.comment ?? '',
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
