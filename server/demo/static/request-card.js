import { actionButtons } from './actions.js';
import { duration, h, time } from './dom.js';

const ICONS = { Open: '○', Waiting: '◔', Ready: '●', Connected: '⇄', Closed: '✓', Expired: '⌛' };

/** One request as the panel shows it. */
export function requestCard(request, context) {
  return h(
    'section',
    { class: 'request', 'data-request': request.id, 'data-status': request.status, 'aria-label': request.number },
    h(
      'p',
      { class: `status status-${request.status.toLowerCase()}` },
      h('span', { 'aria-hidden': 'true' }, ICONS[request.status]),
      ` ${request.status}`,
      h('small', {}, ` ${request.number}`),
    ),
    h('p', { class: 'sentence' }, sentence(request)),
    facts(request),
    trouble(request, context),
    actionButtons(request, context),
  );
}

/** What is going on, in one sentence. */
function sentence(request) {
  const { progress } = request;
  switch (progress.kind) {
    case 'open':
      return request.schedule
        ? `Planned for ${time(request.schedule.startAt)}. ${request.recipient.name} has not joined yet.`
        : `${request.recipient.name} has not joined yet.`;
    case 'waiting':
      return waitingSentence(request, progress);
    case 'ready':
      if (progress.unanswered) return 'AnyDesk was opened, but no session has begun. Is it installed and signed in?';
      if (progress.mayReconnectUntil)
        return `The session has ended. You may reconnect until ${time(progress.mayReconnectUntil)}.`;
      if (progress.launchedBy)
        return `${progress.launchedBy} is connecting. ${request.recipient.name} must accept in AnyDesk.`;
      return `${request.recipient.name} has allowed access. Press Connect.`;
    case 'connected':
      return progress.endAsked
        ? 'This session has been running for a long time. Is it over?'
        : `In session since ${time(progress.startedAt)}.`;
    case 'closed':
      return `Closed ${time(progress.closedAt)} (${progress.outcome.replaceAll('-', ' ')}).`;
    case 'expired':
      return `Expired ${time(progress.expiredAt)}.`;
    default:
      return '';
  }
}

function waitingSentence(request, progress) {
  const name = request.recipient.name;
  switch (progress.because) {
    case 'denied':
      return `${name} said no for now.`;
    case 'withdrawn':
      return `${name} has withdrawn access.`;
    case 'lapsed':
      return `The permission has lapsed. ${name} can renew it with one press.`;
    case 'ended-by-recipient':
      return `${name} ended the session.`;
    default:
      return progress.askedAt
        ? `${name} was asked for access at ${time(progress.askedAt)}.`
        : `${name} has joined and has not allowed access yet.`;
  }
}

function facts(request) {
  const assignee = {
    unassigned: () => 'nobody yet',
    agent: (one) => one.agent.name,
    client: (one) => `AnyDesk ${one.address}`,
    queue: (one) => `queue ${one.name}`,
  }[request.assignee.kind](request.assignee);
  const presence = request.presence.onThePage
    ? 'on the page now'
    : request.presence.seenAt
      ? `last seen ${time(request.presence.seenAt)}`
      : null;
  const isOver = request.progress.kind === 'closed' || request.progress.kind === 'expired';
  const rows = [
    ['For', [request.recipient.name, request.recipient.email, request.recipient.phone].filter(Boolean).join(', ')],
    ['Say', isOver ? null : `“${request.phrase}” (the user sees the same two words)`],
    ['Presence', isOver ? null : presence],
    ['AnyDesk', request.address && grouped(request.address)],
    ['Assigned to', assignee],
    ['Comment', request.comment],
    [
      'Time in session',
      request.sessions.count > 0
        ? duration(request.sessions.totalMs) + (request.sessions.estimated ? ' (estimated)' : '')
        : null,
    ],
    [
      'Expires',
      request.progress.kind === 'closed' || request.progress.kind === 'expired' ? null : time(request.expiresAt),
    ],
  ].filter(([, value]) => value);
  return h(
    'dl',
    {},
    rows.map(([term, value]) => [h('dt', {}, term), h('dd', {}, value)]),
  );
}

/** An ID as AnyDesk shows it; an alias as it is. */
function grouped(address) {
  return /^[0-9]+$/.test(address) ? address.replaceAll(/(?=(?:[0-9]{3})+$)(?!^)/g, ' ') : address;
}

function trouble(request, context) {
  if (request.trouble.length === 0 && !request.ticketClosed) return null;
  return h(
    'ul',
    { class: 'trouble' },
    request.trouble.map((one) =>
      h(
        'li',
        {},
        `${one.reason} `,
        h(
          'button',
          { type: 'button', onclick: () => context.run(() => context.api.resend(one.deliveryId)) },
          'Try again',
        ),
      ),
    ),
    request.ticketClosed &&
      h(
        'li',
        {},
        request.ticketClosed.closesAt
          ? `The ticket was closed. This request closes at ${time(request.ticketClosed.closesAt)}.`
          : 'The ticket was closed. What about this request?',
      ),
  );
}
