import type { Installation } from '../../../core/ports/installation.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { Links } from '../../links.ts';
import type { CommonMailView, MailKind, MailView, MomentView } from '../mail-view.ts';
import { plainLine } from '../plain-line.ts';

const NAME_CHARS = 100;

/** What a mail says, from the request as it is now. Null when there is nothing to say any more, such as a receipt for an open request. */
export function viewOfMail(
  mail: MailKind,
  request: SessionRequest,
  { settings }: Installation,
  links: Pick<Links, 'joinUrl'>,
): MailView | null {
  const zone = request.schedule?.timeZone ?? settings.timeZone;
  const moment = (at: EpochMs): MomentView => ({ at, timeZone: zone });
  const common = commonView(request, settings);
  const joinUrl = links.joinUrl(request);
  const start = request.schedule === null ? null : moment(request.schedule.startAt);
  const expires = moment(request.expiresAt);
  switch (mail) {
    case 'invitation':
    case 'changed-time':
      return { ...common, mail, joinUrl, start, expires };
    case 'reminder':
      return { ...common, mail, joinUrl, start };
    case 'changed-agent':
      return { ...common, mail, joinUrl };
    case 'asked-again':
      return { ...common, mail, joinUrl, expires };
    case 'closed-without-session':
      return { ...common, mail };
    case 'receipt': {
      if (request.status !== 'Closed') return null;
      const { count: sessions, totalMs, estimated } = request.sessions;
      return {
        ...common,
        mail,
        closed: moment(request.closedAt),
        sessions,
        totalMs,
        estimated,
        outcome: request.outcome,
      };
    }
    default:
      return mail satisfies never;
  }
}

function commonView(request: SessionRequest, settings: Installation['settings']): CommonMailView {
  const { assignee } = request;
  return {
    company: plainLine(settings.company, NAME_CHARS),
    agentFirstName: assignee.kind === 'agent' ? firstName(assignee.agent.name) : null,
    recipientName: plainLine(request.recipient.name, NAME_CHARS),
    ticketNumber: request.ticket === null ? null : plainLine(request.ticket.number, NAME_CHARS),
    requestNumber: request.number,
    helpDeskPhone: plainLine(settings.helpDeskPhone, NAME_CHARS),
    helpDeskHours: plainLine(settings.helpDeskHours, NAME_CHARS),
  };
}

function firstName(name: string): string {
  return plainLine(name, NAME_CHARS).split(' ')[0] ?? '';
}
