import type { RequestView } from '../../../../core/view/request-view.ts';
import type { Visit } from '../visit.ts';
import { addressFacts } from './address-facts.ts';
import { moreFacts } from './more-facts.ts';
import { assigneeWord, channelWord, outcomeWord, type ShowAddress } from '../words.ts';

/** One line of what is known of a request. `key` is stable, for the script that keeps the page up to date. */
export type Fact = { readonly key: string; readonly label: string; readonly value: string };

/** What the request is and how it stands, in words. The same keys in every status; an empty value means "nothing yet". */
export function requestFacts(
  view: RequestView,
  installationName: string,
  visit: Visit,
  showAddress: ShowAddress,
): readonly Fact[] {
  const { texts, zone } = visit;
  const moment = (at: number): string => texts.shortDateTime(at, zone);
  const values: Readonly<Record<string, string>> = {
    recipient: view.recipient.name,
    email: view.recipient.email ?? '',
    phone: view.recipient.phone ?? '',
    presence: presenceWord(view, visit),
    phrase: view.phrase,
    ...addressFacts(view, visit, showAddress),
    assignee: assigneeWord(view.assignee, texts, showAddress),
    ticket: view.ticket === null ? '' : [view.ticket.number, view.ticket.subject].filter(Boolean).join(' · '),
    installation: installationName,
    planned: view.schedule === null ? '' : texts.dateTime(view.schedule.startAt, view.schedule.timeZone),
    expires: texts.shortZonedDateTime(view.expiresAt, zone),
    channels: texts.list(view.channels.map((channel) => channelWord(channel, texts))),
    language: languageWord(view.language, visit),
    sessions: sessionsWord(view, visit),
    ...moreFacts(view, visit),
    outcome: outcomeOf(view, visit),
    created: texts.t(view.createdBy.verified ? 'console.fact.madeBy' : 'console.fact.madeByUnverified', {
      name: view.createdBy.name,
      time: moment(view.createdAt),
    }),
    comment: view.comment,
  };
  return Object.entries(values).map(([key, value]) => ({ key, label: texts.lookUp(`console.fact.${key}`), value }));
}

function languageWord(tag: string, { texts }: Visit): string {
  return new Intl.DisplayNames([texts.language], { type: 'language' }).of(tag) ?? tag;
}

function presenceWord(view: RequestView, visit: Visit): string {
  const { onThePage, seenAt } = view.presence;
  if (onThePage) return visit.texts.t('console.presence.here');
  if (seenAt === null) return visit.texts.t('console.presence.never');
  return visit.texts.t('console.presence.left', { time: visit.texts.shortDateTime(seenAt, visit.zone) });
}

function sessionsWord(view: RequestView, visit: Visit): string {
  const { count, totalMs, estimated } = view.sessions;
  if (count === 0) return '';
  const text = visit.texts.t('console.fact.sessionsTotal', { count, duration: visit.texts.duration(totalMs) });
  return estimated ? `${text} ${visit.texts.t('console.fact.sessionsEstimated')}` : text;
}

function outcomeOf({ progress }: RequestView, { texts }: Visit): string {
  if (progress.kind !== 'closed') return '';
  return [outcomeWord(progress.outcome, texts), progress.note].filter(Boolean).join(' · ');
}

/** One sentence that says how things stand. */
export function statusSentence(view: RequestView, visit: Visit): string {
  const { texts, zone } = visit;
  const recipient = view.recipient.name;
  const time = (at: number): string => texts.shortDateTime(at, zone);
  const { progress } = view;
  switch (progress.kind) {
    case 'open':
      return view.schedule === null
        ? texts.t('console.now.open', { recipient })
        : texts.t('console.now.scheduled', {
            recipient,
            time: texts.dateTime(view.schedule.startAt, view.schedule.timeZone),
          });
    case 'waiting':
      return texts.t(`console.now.${progress.because}`, { recipient });
    case 'ready':
      if (progress.mayReconnectUntil !== null) {
        return texts.t('console.now.readyAgain', { recipient, time: time(progress.mayReconnectUntil) });
      }
      if (progress.awaited !== null && progress.launchedBy === null) {
        return texts.t(`console.now.awaited-${progress.awaited}`, { recipient, time: time(progress.allowedAt) });
      }
      return texts.t(progress.unanswered ? 'console.now.unanswered' : 'console.now.ready', { recipient });
    case 'connected':
      return progress.agent === null
        ? texts.t('console.now.connected', { time: time(progress.startedAt) })
        : texts.t('console.now.connectedBy', { agent: progress.agent, time: time(progress.startedAt) });
    case 'closed':
      return texts.t(progress.reason === 'reported' ? 'console.now.reported' : 'console.now.closed', {
        recipient,
        time: time(progress.closedAt),
      });
    case 'expired':
      return texts.t('console.now.expired', { time: time(progress.expiredAt) });
    default:
      return progress satisfies never;
  }
}

/** What the agent should be told beside the status: the ticket is closed, or the end user wants a new link. Empty for nothing. */
export function sideNotes(view: RequestView, visit: Visit): readonly string[] {
  const { texts, zone } = visit;
  const notes: string[] = [];
  if (view.callBack !== null) {
    const { phone, when } = view.callBack;
    const asked = texts.t('connect.sign.callBack', { name: view.recipient.name, phone });
    notes.push(when === '' ? asked : `${asked} · ${texts.t('connect.sign.callBackWhen', { when })}`);
  }
  if (view.ticketClosed !== null) {
    const { closesAt } = view.ticketClosed;
    notes.push(
      closesAt === null
        ? texts.t('console.now.ticketClosed')
        : texts.t('console.now.ticketClosedCloses', { time: texts.shortDateTime(closesAt, zone) }),
    );
  }
  if ('newLinkAskedAt' in view.progress && view.progress.newLinkAskedAt !== null) {
    notes.push(texts.t('console.now.newLinkAsked', { recipient: view.recipient.name }));
  }
  if (view.progress.kind === 'connected' && view.progress.endAsked) notes.push(texts.t('console.now.endAsked'));
  return notes;
}
