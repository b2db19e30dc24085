import type { SessionRequest } from '../../../core/session-request/states.ts';
import { systemCloseAt } from '../../../core/session-request/timers.ts';
import type { Texts } from '../../texts/texts.ts';
import type { OpenedConnect } from './open-connect.ts';

/** How things stand, in one sentence for the agent. `takeOverFrom`: the colleague who has the request; null where connecting takes it from nobody. */
export function connectSentence(
  { request, installation, situation }: OpenedConnect,
  takeOverFrom: string | null,
  { t, time, dateTime }: Texts,
): string {
  const zone = installation.settings.timeZone;
  const recipient = request.recipient.name;
  switch (request.status) {
    case 'Open':
      if (request.schedule === null || request.schedule.startAt <= situation.now) {
        return t('connect.status.open', { recipient });
      }
      return t('connect.status.scheduled', { recipient, time: dateTime(request.schedule.startAt, zone) });
    case 'Waiting':
      return waitingSentence(request, recipient, t);
    case 'Ready': {
      const closes = systemCloseAt(request, situation);
      if (closes !== null) return t('connect.status.readyAgain', { time: time(closes.at, zone) });
      if (takeOverFrom !== null) return t('connect.status.readyOther', { recipient, agent: takeOverFrom });
      return t('connect.status.ready', { recipient });
    }
    case 'Connected': {
      const since = time(request.session.startedAt, zone);
      const agent = request.session.agent?.name;
      if (agent === undefined) return t('connect.status.connected', { time: since });
      return t('connect.status.connectedBy', { agent, time: since });
    }
    case 'Closed':
      return request.reason === 'reported' ? t('connect.status.reported', { recipient }) : t('connect.status.closed');
    case 'Expired':
      return t('connect.status.expired');
    default:
      return request satisfies never;
  }
}

function waitingSentence(
  request: Extract<SessionRequest, { status: 'Waiting' }>,
  recipient: string,
  t: Texts['t'],
): string {
  switch (request.because) {
    case 'joined':
      return t(request.address === null ? 'connect.status.waitingAddress' : 'connect.status.waiting', { recipient });
    case 'denied':
      return t('connect.status.denied', { recipient });
    case 'withdrawn':
      return t('connect.status.withdrawn', { recipient });
    case 'lapsed':
      return t('connect.status.lapsed', { recipient });
    case 'ended-by-recipient':
      return t('connect.status.endedByRecipient', { recipient });
    default:
      return request.because satisfies never;
  }
}
