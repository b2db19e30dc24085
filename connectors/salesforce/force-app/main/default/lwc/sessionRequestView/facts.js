import { has, t } from 'c/sessionRequestTexts';
import { addressText, doing, moves, proposedText, ratingText, readinessText, toldBy } from './details';
import { isOver, whoHasIt } from './sentences';
import { distance, duration, moment } from './times';

/** @typedef {[string, string | null | false]} FactRow */

/**
 * What is known of a request, as terms and what they say; what is not known is left out.
 * @param {RequestView} view
 * @param {number} now
 * @returns {readonly { readonly name: string, readonly term: string, readonly value: string }[]}
 */
export function factsOf(view, now) {
  const rows = [...whoAndWhat(view, now), ...howItGoes(view), ...howItWasMade(view, now)];
  return rows.flatMap(([name, value]) => (value ? [{ name, term: t(`fact.${name}`), value }] : []));
}

/**
 * @param {RequestView} view
 * @param {number} now
 * @returns {FactRow[]}
 */
function whoAndWhat(view, now) {
  const { recipient, readiness } = view;
  return [
    ['for', [recipient.name, recipient.email, recipient.phone].filter(Boolean).join(', ')],
    ['presence', !isOver(view) && presence(view, now)],
    ['readiness', readiness && readinessText(readiness, now)],
    ['address', addressText(view)],
    ['proposed', proposedText(view)],
    ['intents', doing(view.intents)],
    ['wishes', doing(view.wishes)],
    ['assignee', whoHasIt(view.assignee)],
  ];
}

/**
 * @param {RequestView} view
 * @returns {FactRow[]}
 */
function howItGoes({ sessions, progress, comment }) {
  const isClosed = progress.kind === 'closed';
  return [
    ['toldBy', progress.kind === 'connected' && toldBy(progress.toldBy)],
    ['sessions', sessions.count > 0 && sessionTime(sessions)],
    ['comment', comment],
    ['note', isClosed && progress.note],
    ['rating', isClosed && progress.rating && ratingText(progress.rating)],
  ];
}

/**
 * @param {RequestView} view
 * @param {number} now
 * @returns {FactRow[]}
 */
function howItWasMade(view, now) {
  const { createdBy } = view;
  return [
    ...(isOver(view) ? [] : whatIsAhead(view, now)),
    ['sentBy', view.channels.map(channelName).join(', ')],
    ['createdBy', createdBy.verified ? createdBy.name : t('notVerified', { name: createdBy.name })],
  ];
}

/**
 * @param {RequestView} view
 * @param {number} now
 * @returns {FactRow[]}
 */
function whatIsAhead({ status, sessionLink, opensAt, moveLimits, expiresAt }, now) {
  const isClosedYet = status === 'Open' && opensAt !== null && opensAt > now;
  return [
    ['sessionLink', sessionLink],
    ['opens', isClosedYet && moment(opensAt, now)],
    ['moves', moveLimits && moves(moveLimits, now)],
    ['expires', moment(expiresAt, now)],
  ];
}

/** @param {string} channel */
function channelName(channel) {
  return t(has(`channel.${channel}`) ? `channel.${channel}` : 'channel.other');
}

/**
 * @param {RequestView} view
 * @param {number} now
 */
function presence({ presence: { onThePage, seenAt } }, now) {
  if (onThePage) return t('presence.here');
  return seenAt === null ? t('presence.never') : t('presence.left', { time: distance(seenAt, now) });
}

/** @param {RequestView['sessions']} sessions */
function sessionTime({ totalMs, estimated }) {
  const told = duration(totalMs);
  return estimated ? t('estimated', { duration: told }) : told;
}
