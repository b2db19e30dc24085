import type { CalendarEntry, Mail } from '../../core/ports/mailer.ts';

const REMIND_BEFORE_SEC = 600;
const MADE_BY = { company: 'Session Requests', product: 'Session Requests', language: 'EN' } as const;

/** The entry as a file that a person takes into a calendar by himself: nobody invites, so nobody is to answer. */
export async function calendarDownload(entry: CalendarEntry): Promise<string> {
  const { default: ical, ICalCalendarMethod, ICalEventStatus, ICalAlarmType } = await import('ical-generator');
  const calendar = ical({ prodId: MADE_BY, method: ICalCalendarMethod.PUBLISH });
  const event = calendar.createEvent({ ...eventData(entry), status: ICalEventStatus.CONFIRMED });
  event.createAlarm({ type: ICalAlarmType.display, trigger: REMIND_BEFORE_SEC });
  return textOf(calendar);
}

/** RFC 5545 ends the last line too, which the library leaves open. */
function textOf(calendar: { toString(): string }): string {
  return `${calendar.toString()}\r\n`;
}

function eventData(entry: CalendarEntry) {
  return {
    id: entry.uid,
    sequence: entry.sequence,
    stamp: new Date(entry.writtenAt),
    start: new Date(entry.startAt),
    end: new Date(entry.endAt),
    summary: entry.summary,
    description: entry.description,
    url: entry.url,
  };
}

/**
 * The calendar file of a mail, as its part and attachment. Times are written in UTC, which every calendar shows in its reader's own zone.
 * Organizer is who the mail comes from, or calendars would take it for somebody else's invitation.
 */
export async function calendarFile(mail: Mail, entry: CalendarEntry, fromAddress: string) {
  // Loaded with the first planned session.
  const {
    default: ical,
    ICalCalendarMethod,
    ICalEventStatus,
    ICalAlarmType,
    ICalAttendeeRole,
  } = await import('ical-generator');
  const isPlanned = entry.what === 'planned';
  const calendar = ical({
    prodId: MADE_BY,
    method: isPlanned ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.CANCEL,
  });
  const event = calendar.createEvent({
    ...eventData(entry),
    status: isPlanned ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    organizer: { name: mail.fromName, email: fromAddress },
  });
  event.createAttendee({
    name: mail.to.name,
    email: mail.to.address,
    rsvp: false,
    role: ICalAttendeeRole.REQ,
  });
  if (isPlanned) event.createAlarm({ type: ICalAlarmType.display, trigger: REMIND_BEFORE_SEC });
  const method = isPlanned ? ('REQUEST' as const) : ('CANCEL' as const);
  return { icalEvent: { method, filename: 'session.ics', content: textOf(calendar) } };
}
