import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { AgentRef, Assignee } from '../../../core/session-request/values.ts';
import type { ChannelFamily } from '../delivery-channel.ts';
import type { PlanContext } from '../delivery-kind.ts';
import { looksAlready } from '../timeline/agent-notice.ts';
import { MOMENT_OF, type NoticeCall, type NoticeNews } from './notice-payload.ts';

/** Finding out who is to hear: no outside system has a part in it. */
export const NOTICE_CHANNEL: ChannelFamily = {
  prefix: 'notice',
  lanes: 4,
  gate: async () => ({ open: true, take: () => null }),
};

/** What follows within this is one notice with it. */
const GATHERED_MS = 4000;
/** Steps of the end user, where the later one says all. */
const STEPS: ReadonlySet<NoticeNews> = new Set(['joined', 'ready', 'moved']);

/** The news of a change for agents who look elsewhere: of the end user's steps only the last. */
export function planNotices(kind: string, change: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const calls = change.events.flatMap((event) => callsOf(event, change));
  const lastStep = calls.findLastIndex(({ news }) => STEPS.has(news));
  return calls
    .filter(({ news }, index) => index === lastStep || !STEPS.has(news))
    .map((call) => delivery(kind, call, change, context));
}

function delivery(kind: string, call: NoticeCall, change: RequestChange, context: PlanContext): NewDelivery {
  const { after, now } = change;
  const isStep = STEPS.has(call.news);
  return {
    id: context.newId(),
    kind,
    installationId: after.installationId,
    requestId: after.id,
    channel: NOTICE_CHANNEL.prefix,
    lane: `notice:${after.id}`,
    notBefore: isStep ? now + GATHERED_MS : now,
    payload: JSON.stringify(call),
    mergeKey: isStep ? `notice:${after.id}:step` : null,
  };
}

function callsOf(event: SessionRequestEvent, change: RequestChange): readonly NoticeCall[] {
  const { at, actor } = event;
  const call = (news: NoticeNews, over: Partial<NoticeCall> = {}): NoticeCall => ({
    news,
    at,
    moments: [MOMENT_OF[news]],
    told: null,
    by: null,
    notTo: null,
    agent: null,
    ...over,
  });
  switch (event.type) {
    case 'recipient-joined':
      return [call('joined')];
    case 'access-granted':
      return [call('ready', { moments: momentsOfReady(change, at), notTo: looksAlready(event, change.before) })];
    case 'rescheduled':
      return actor.kind === 'recipient' ? [call('moved')] : [];
    case 'request-reported':
      return [call('reported')];
    case 'new-link-asked':
      return [call('link-asked')];
    case 'call-back-asked':
      return [call('call-back')];
    case 'nobody-came':
      return [call('nobody-came', { told: event.told })];
    case 'assigned':
    case 'claimed': {
      if (actor.kind !== 'agent') return [];
      const to: Assignee =
        event.type === 'assigned' ? event.assignee : { kind: 'agent', agent: event.agent, queueId: null };
      const by = actor.agent.name;
      return [
        ...others(to, actor.agent).map((agent) => call('handed-to-you', { agent, by })),
        ...others(event.previous, actor.agent).map((agent) => call('taken-from-you', { agent, by })),
      ];
    }
    default:
      return [];
  }
}

/** The agent of an assignment, unless he made it himself. */
function others(assignee: Assignee, by: AgentRef): readonly AgentRef[] {
  return assignee.kind === 'agent' && assignee.agent.id !== by.id ? [assignee.agent] : [];
}

/** The joining a moment ago is told with it: its own notice, still waiting, gives way to this one. */
function momentsOfReady({ before }: RequestChange, at: number): NoticeCall['moments'] {
  const hasJustJoined = before?.status === 'Waiting' && at - before.joinedAt < GATHERED_MS;
  return hasJustJoined ? ['joined', 'ready'] : ['ready'];
}
