import { asActor } from '../../../core/people/rights.ts';
import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { CommandType } from '../../../core/session-request/commands.ts';
import { type PermittedAction, permittedActions } from '../../../core/session-request/permitted-actions.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { isPresent } from '../../../core/session-request/timers.ts';
import { type EpochMs, OUTCOMES } from '../../../core/session-request/values.ts';
import { OUTCOME_TEXTS } from '../../texts/outcome-texts.ts';
import type { Texts } from '../../texts/texts.ts';
import type { LaunchWays } from './connect-deps.ts';
import { connectSentence } from './connect-sentence.ts';
import type { OpenedConnect } from './open-connect.ts';

/** A launch of this agent that is not answered by a session yet. */
export type LaunchView = Omit<LaunchWays, 'template'> & {
  readonly template: string | null;
  /** Tells one launch from the next, so that a page opened twice does not start AnyDesk twice. */
  readonly id: string;
  /** A moment ago: the page may start AnyDesk by itself. */
  readonly fresh: boolean;
  readonly unanswered: boolean;
};

export type ConnectView = {
  readonly base: string;
  readonly csrf: string;
  readonly agent: string;
  readonly isViewer: boolean;
  readonly status: string;
  readonly sentence: string;
  readonly recipient: string;
  readonly reach: string;
  readonly ticket: string | null;
  readonly subject: string;
  readonly number: string;
  readonly phrase: string;
  readonly address: string | null;
  readonly assignee: string;
  readonly presence: string;
  readonly expiresAt: EpochMs | null;
  readonly zone: string;
  readonly canLaunch: boolean;
  /** Who has the request, where connecting means taking it over. */
  readonly takeOverFrom: string | null;
  readonly canAsk: boolean;
  /** This agent asked and waits: Allow starts AnyDesk here. */
  readonly asked: boolean;
  readonly askNote: string | null;
  /** Nobody may connect yet: the page can wait for Allow and start AnyDesk then. */
  readonly canWait: boolean;
  /** A link to a session that a colleague made in the remote tool; null for none. */
  readonly sessionLink: string | null;
  readonly canStart: boolean;
  readonly canEnd: boolean;
  readonly canClose: boolean;
  /** The end user wants to be called. */
  readonly callBack: { readonly phone: string; readonly when: string } | null;
  /** Since when AnyDesk does not answer, so that the state may be old. */
  readonly silentSince: EpochMs | null;
  readonly launch: LaunchView | null;
  readonly outcomes: readonly { readonly value: string; readonly text: string }[];
};

/** What the page shows of a request. `ways` is null when AnyDesk cannot be started with this address. */
export function connectView(
  opened: OpenedConnect,
  ways: LaunchWays | null,
  remoteTool: Pick<RemoteTool, 'showAddress' | 'readSessionLink'>,
  texts: Texts,
): ConnectView {
  const { request, installation, situation, signedIn } = opened;
  const { person } = signedIn;
  const isViewer = person.role === 'viewer';
  const actions = isViewer ? [] : permittedActions(asActor(person, 'signed-in'), request, situation);
  const find = (type: CommandType): PermittedAction | null => actions.find(({ command }) => command === type) ?? null;
  const ask = find('ask-for-access');
  const takeOverFrom = find('launch-connect')?.takeOverFrom ?? null;
  const zone = installation.settings.timeZone;
  const address = 'address' in request ? request.address : null;
  return {
    base: `/connect/${request.id}`,
    csrf: signedIn.csrf,
    agent: person.name,
    isViewer,
    status: request.status.toLowerCase(),
    sentence: connectSentence(opened, takeOverFrom, texts),
    recipient: request.recipient.name,
    reach: request.recipient.email ?? request.recipient.phone ?? '',
    ticket: request.ticket?.number ?? null,
    subject: request.ticket?.subject ?? '',
    number: request.number,
    phrase: request.phrase,
    address: address === null ? null : remoteTool.showAddress(address),
    assignee: assigneeText(request, remoteTool, texts),
    presence: presenceText(opened, texts),
    expiresAt: request.status === 'Connected' || !('expiresAt' in request) ? null : request.expiresAt,
    zone,
    canLaunch: find('launch-connect') !== null,
    takeOverFrom,
    canAsk: ask !== null && ask.againAt === null,
    asked: request.status === 'Waiting' && request.accessAsked?.by.id === person.id,
    askNote: askNote(request, person.id, ask, zone, texts),
    canWait: !isViewer && (request.status === 'Open' || request.status === 'Waiting'),
    sessionLink: request.sessionLink === null ? null : remoteTool.readSessionLink(request.sessionLink),
    canStart: request.status === 'Ready' && request.launch !== null && find('start-session') !== null,
    canEnd: find('end-session') !== null,
    canClose: find('close-request') !== null,
    callBack: request.callBack?.isOpen === true ? request.callBack : null,
    silentSince: opened.signs.silentSince,
    launch: launchView(opened, ways),
    outcomes: OUTCOMES.map((value) => ({ value, text: texts.lookUp(`outcome.${OUTCOME_TEXTS[value]}`) })),
  };
}

const FRESH_LAUNCH_MS = 60_000;

function launchView({ request, situation, signedIn }: OpenedConnect, ways: LaunchWays | null): LaunchView | null {
  if (request.status !== 'Ready' || request.launch === null || ways === null) return null;
  if (request.launch.agent.id !== signedIn.person.id) return null;
  const { at, unanswered } = request.launch;
  return {
    ...ways,
    template: ways.template ?? null,
    id: `${request.id}.${at}`,
    fresh: situation.now - at < FRESH_LAUNCH_MS,
    unanswered,
  };
}

function askNote(
  request: SessionRequest,
  personId: string,
  ask: PermittedAction | null,
  zone: string,
  { t, time }: Texts,
): string | null {
  if (request.status !== 'Waiting' || request.accessAsked === null) return null;
  const { by, at } = request.accessAsked;
  const told =
    by.id === personId
      ? t('connect.ask.asked', { time: time(at, zone) })
      : t('connect.ask.askedBy', { agent: by.name, time: time(at, zone) });
  if (ask?.againAt === null || ask === null) return told;
  return `${told} ${t('connect.ask.againAt', { time: time(ask.againAt, zone) })}`;
}

function assigneeText({ assignee }: SessionRequest, remoteTool: Pick<RemoteTool, 'showAddress'>, { t }: Texts): string {
  switch (assignee.kind) {
    case 'unassigned':
      return t('connect.facts.unassigned');
    case 'agent':
      return assignee.agent.name;
    case 'client':
      return t('connect.facts.client', { address: remoteTool.showAddress(assignee.address) });
    case 'queue':
      return t('named.queueTeam', { queue: assignee.name });
    default:
      return assignee satisfies never;
  }
}

function presenceText({ situation }: OpenedConnect, { t, duration }: Texts): string {
  const { recipientSeenAt, now } = situation;
  if (recipientSeenAt === null) return t('connect.presence.never');
  if (isPresent(situation)) return t('connect.presence.here');
  return t('connect.presence.left', { ago: duration(now - recipientSeenAt) });
}
