import type { CalendarEntry } from '../../../core/ports/mailer.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { MailKind, MailView } from '../mail-view.ts';
import type { MailPayload } from './mail-payload.ts';

/** Nobody knows how long help takes; calendars want to know. */
const USUAL_LENGTH_MS = 30 * 60_000;

/** Mails that put a planned session into the calendar, and those that take it out again. */
const WHAT: Readonly<Partial<Record<MailKind, CalendarEntry['what']>>> = {
  invitation: 'planned',
  'changed-time': 'planned',
  'closed-without-session': 'cancelled',
};

/** The calendar file that goes with a mail, for requests with a planned start. */
export function calendarOf(
  { mail, language }: MailPayload,
  request: SessionRequest,
  view: MailView,
  { texts, links, clock, mailDomain }: DeliveryServices,
): { readonly calendar?: CalendarEntry } {
  const what = WHAT[mail];
  const { schedule } = request;
  if (what === undefined || schedule === null) return {};
  const { t } = texts(language);
  const url = what === 'planned' ? links.joinUrl(request) : null;
  const calendar: CalendarEntry = {
    what,
    uid: `${request.id}@${mailDomain}`,
    // It grows with whatever happens to the request, so a later mail always replaces an earlier one.
    sequence: request.version,
    startAt: schedule.startAt,
    endAt: schedule.startAt + USUAL_LENGTH_MS,
    writtenAt: clock.now(),
    summary: t('calendar.summary', { company: view.company }),
    description: url === null ? '' : t('calendar.description', { link: url }),
    url,
  };
  return { calendar };
}
