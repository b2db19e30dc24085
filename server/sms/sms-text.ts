import type { Installation } from '../../core/ports/installation.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { Schedule } from '../../core/session-request/values.ts';
import type { Links } from '../links.ts';
import type { Texts } from '../texts/texts.ts';
import { smsSize } from './sms-segments.ts';

export const SMS_KINDS = ['invitation', 'changed-time', 'reminder'] as const;
export type SmsKind = (typeof SMS_KINDS)[number];

export const MOST_SEGMENTS = 2;
const COMPANY_CHARS = 40;
const TICKET_CHARS = 20;
/** Of the company, where letters cost double. */
const FEWEST_CHARS = 16;

/** What a message may say: who asks, about which ticket, and the link. Never a name, a comment or the phrase. */
export type SmsView = {
  readonly company: string;
  readonly ticketNumber: string | null;
  readonly joinUrl: string;
  /** When it begins, as people read it, in words for much room and for little; none: at once. */
  readonly starts: readonly string[];
};

export function viewOfSms(
  request: SessionRequest,
  { settings }: Installation,
  links: Pick<Links, 'joinUrl'>,
  texts: Texts,
): SmsView {
  const { schedule, ticket } = request;
  return {
    company: oneLine(settings.company, COMPANY_CHARS),
    ticketNumber: ticket === null ? null : oneLine(ticket.number, TICKET_CHARS),
    joinUrl: links.joinUrl(request),
    starts: schedule === null ? [] : startsOf(schedule, texts),
  };
}

function startsOf({ startAt, timeZone }: Schedule, texts: Texts): readonly string[] {
  const { shortZonedDateTime, shortDateTime, dayTime } = texts;
  return [shortZonedDateTime, shortDateTime, dayTime].map((form) => form(startAt, timeZone));
}

const PLANNED = { invitation: 'sms.planned', 'changed-time': 'sms.moved', reminder: 'sms.reminder' } as const;

/** The message in one or two segments; a shorter form where more words would cost a third. */
export function smsText(kind: SmsKind, view: SmsView, texts: Texts): string {
  const { company, ticketNumber: ticket, joinUrl: link, starts } = view;
  const forms = [
    ...starts.map((time) => texts.t(PLANNED[kind], { company, time, link })),
    ...starts.map((time) => texts.t('sms.shortTime', { company, time, link })),
    ...starts.map((time) => texts.t('sms.briefTime', { company, time, link })),
    ...(ticket === null ? [] : [texts.t('sms.invitation', { company, ticket, link })]),
    texts.t('sms.invitationAlone', { company, link }),
    texts.t('sms.short', { company, link }),
    texts.t('sms.brief', { company, link }),
    texts.t('sms.brief', { company: Array.from(company).slice(0, FEWEST_CHARS).join(''), link }),
  ].map((form) => plain(form, texts.dir));
  const tried = forms.flatMap((form) => [form, withoutAccents(form)]);
  return tried.find((form) => smsSize(form).segments <= MOST_SEGMENTS) ?? forms.at(-1) ?? link;
}

/** `más` as `mas`, as people write where one accent would make every letter cost two. Letters that cost one stay, and so do other scripts. */
function withoutAccents(text: string): string {
  return text.replaceAll(/\p{Script=Latin}/gu, bare);
}

function bare(letter: string): string {
  const isCheap = smsSize(letter).alphabet === 'gsm-7';
  return isCheap ? letter : (BARE.get(letter) ?? letter.normalize('NFD').replaceAll(/\p{M}/gu, ''));
}

/** Latin letters that Unicode does not take apart. */
const BARE: ReadonlyMap<string, string> = new Map([
  ['ı', 'i'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['đ', 'd'],
  ['Đ', 'D'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
]);

/** In languages of Latin letters, spaces that do not break, a true minus and marks of direction would make every letter cost two. */
function plain(text: string, dir: Texts['dir']): string {
  const spaced = text
    .replaceAll(/[\u00a0\u2007\u202f]/g, ' ')
    .replaceAll('’', "'")
    .replaceAll('\u2212', '-');
  return dir === 'rtl' ? spaced : spaced.replaceAll(/[\u200e\u200f\u2066-\u2069]/g, '');
}

/** Text of others cannot begin a line, hide a mark or carry an address of its own. */
function oneLine(text: string, most: number): string {
  const kept = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/(?:https?:)?\/\/|www\./gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return Array.from(kept).slice(0, most).join('');
}
