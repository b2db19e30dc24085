import type { CalendarEntry } from '../../../core/ports/mailer.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { EpochMs, Schedule } from '../../../core/session-request/values.ts';
import type { Texts } from '../../texts/texts.ts';
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

type EntryPlace = {
  readonly texts: Texts;
  readonly company: string;
  /** Null once there is nothing to open any more. */
  readonly joinUrl: string | null;
  readonly mailDomain: string;
  readonly now: EpochMs;
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
  const joinUrl = what === 'planned' ? links.joinUrl(request) : null;
  const place = { texts: texts(language), company: view.company, joinUrl, mailDomain, now: clock.now() };
  return { calendar: entryOf(what, request, schedule, place) };
}

/** The planned session as calendars keep it: the same entry whichever way it gets there. */
export function entryOf(
  what: CalendarEntry['what'],
  request: SessionRequest,
  { startAt }: Schedule,
  { texts: { t }, company, joinUrl, mailDomain, now }: EntryPlace,
): CalendarEntry {
  return {
    what,
    uid: `${request.id}@${mailDomain}`,
    // It grows with whatever happens to the request, so a later one always replaces an earlier one.
    sequence: request.version,
    startAt,
    endAt: startAt + USUAL_LENGTH_MS,
    writtenAt: now,
    summary: t('calendar.summary', { company }),
    description: joinUrl === null ? '' : t('calendar.description', { link: joinUrl }),
    url: joinUrl,
  };
}
