import { has, t } from 'c/sessionRequestTexts';
import { appointment, distance, moment } from './times';

/**
 * What is going on with a request, in one sentence.
 * @param {RequestView} view
 * @param {number} now
 * @returns {string}
 */
export function whatIsGoingOn({ progress, recipient: { name }, schedule }, now) {
  switch (progress.kind) {
    case 'open':
      return schedule === null ? t('now.open', { name }) : t('now.scheduled', { name, time: appointment(schedule) });
    case 'waiting':
      return waiting(progress, name, now);
    case 'ready':
      return ready(progress, name, now);
    case 'connected':
      return connected(progress, now);
    default:
      return ended(progress, name, now);
  }
}

/**
 * @param {Extract<Progress, { kind: 'waiting' }>} progress
 * @param {string} name
 * @param {number} now
 */
function waiting({ because, askedAt }, name, now) {
  if (because !== 'joined') return t(has(`now.${because}`) ? `now.${because}` : 'now.joined', { name });
  return askedAt === null ? t('now.joined', { name }) : t('now.asked', { name, time: moment(askedAt, now) });
}

/**
 * @param {Extract<Progress, { kind: 'ready' }>} progress
 * @param {string} name
 * @param {number} now
 */
function ready({ unanswered, mayReconnectUntil, launchedBy, awaited, allowedAt }, name, now) {
  if (unanswered) return t('now.unanswered', { name });
  if (mayReconnectUntil !== null) return t('now.readyAgain', { time: moment(mayReconnectUntil, now) });
  const waits = `now.awaited.${awaited}`;
  if (launchedBy === null && has(waits)) return t(waits, { name, time: moment(allowedAt, now) });
  return launchedBy === null ? t('now.ready', { name }) : t('now.launched', { agent: launchedBy, name });
}

/**
 * @param {Extract<Progress, { kind: 'connected' }>} progress
 * @param {number} now
 */
function connected({ endAsked, agent, startedAt }, now) {
  const time = moment(startedAt, now);
  if (endAsked) return t('now.endAsked');
  return agent === null ? t('now.connected', { time }) : t('now.connectedBy', { agent, time });
}

/**
 * @param {Extract<Progress, { kind: 'closed' | 'expired' }>} progress
 * @param {string} name
 * @param {number} now
 */
function ended(progress, name, now) {
  if (progress.kind === 'closed' && progress.reason === 'reported') return t('now.reported', { name });
  const { newLinkAskedAt } = progress;
  const asked = newLinkAskedAt === null ? '' : ` ${t('now.newLink', { name, time: distance(newLinkAskedAt, now) })}`;
  if (progress.kind === 'expired') return t('now.expired', { time: moment(progress.expiredAt, now) }) + asked;
  const key = has(`outcome.${progress.outcome}`) ? `outcome.${progress.outcome}` : 'outcome.not-stated';
  return t('now.closed', { time: moment(progress.closedAt, now), outcome: t(key) }) + asked;
}

/** @param {Assignee} assignee */
export function whoHasIt(assignee) {
  switch (assignee.kind) {
    case 'agent':
      return assignee.agent.name;
    case 'client':
      return t('assignee.client', { address: grouped(assignee.address) });
    case 'queue':
      return t('assignee.queue', { name: assignee.name });
    default:
      return t('assignee.unassigned');
  }
}

/** An ID as AnyDesk shows it; an alias as it is. @param {string} address */
export function grouped(address) {
  return /^[0-9]+$/.test(address) ? address.replace(/(?=(?:[0-9]{3})+$)(?!^)/g, ' ') : address;
}

/**
 * @param {Pick<RequestView, 'status' | 'schedule'>} view
 * @param {number} now
 */
export function isUpcoming({ status, schedule }, now) {
  return status === 'Open' && schedule !== null && schedule.startAt > now;
}

/** @param {{ readonly status: string }} view */
export function isOver({ status }) {
  return status === 'Closed' || status === 'Expired';
}

/**
 * What a command asks for, as its button says it.
 * @param {Pick<Wish, 'type' | 'parameters'>} wish
 */
export function whatOf({ type, parameters }) {
  if (type === 'resend-delivery') return t('press.resendDelivery');
  const names = [`press.resend.${String(parameters.channel)}`, `form.${type}`, `press.${type}`, `what.${type}`];
  return t(names.find(has) || 'what.other');
}
