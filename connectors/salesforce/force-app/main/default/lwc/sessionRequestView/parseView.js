import { addressFactsOf, moveLimitsOf, ratingOf, readinessOf } from './parseDetails';
import { troubleOf } from './parseTrouble';
import { signsOf } from './signs';
import { count, list, momentOrNull, parseRecord, record, safeAddress, text, textOrNull } from './values';

/** Views of a higher number could be misread by this panel. */
export const VIEW_VERSION = 1;
const STATUSES = Object.freeze(['Open', 'Waiting', 'Ready', 'Connected', 'Closed', 'Expired']);
const CHANNELS = Object.freeze(['email', 'sms', 'ticket', 'link']);

/**
 * The view that the server wrote into a record. It is text from outside: what does not fit is left out or makes it unreadable, and never
 * breaks the panel.
 * @param {unknown} json
 * @param {number} writtenVersion What the record says of its own form.
 * @returns {ReadView}
 */
export function parseView(json, writtenVersion) {
  const told = parseRecord(json);
  if (writtenVersion > VIEW_VERSION || Number(told && told.viewVersion) > VIEW_VERSION)
    return { ok: false, why: 'newer' };
  const view = told === null ? null : viewOf(told);
  if (told === null || view === null) return { ok: false, why: 'unreadable' };
  return { ok: true, view, surroundings: surroundingsOf(told.context) };
}

/** @param {Record<string, unknown>} told @returns {RequestView | null} */
function viewOf(told) {
  const recipient = record(told.recipient);
  const progress = progressOf(record(told.progress));
  const [id, number, name] = [told.id, told.number, recipient.name].map(textOrNull);
  if (!id || !number || !name || progress === null || !STATUSES.includes(text(told.status))) return null;
  return {
    id,
    number,
    version: count(told.version),
    status: /** @type {Status} */ (told.status),
    recipient: { name, email: textOrNull(recipient.email), phone: textOrNull(recipient.phone) },
    progress,
    ...factsOf(told),
    ...linksOf(told),
    ...signsOf(told),
    actions: list(told.actions)
      .map(actionOf)
      .filter((action) => action.command !== ''),
  };
}

/** @param {Record<string, unknown>} told */
function factsOf(told) {
  const [createdBy, presence, sessions] = [record(told.createdBy), record(told.presence), record(told.sessions)];
  return {
    assignee: assigneeOf(record(told.assignee)),
    comment: text(told.comment),
    schedule: scheduleOf(told.schedule),
    expiresAt: count(told.expiresAt),
    channels: list(told.channels).map(text).filter(Boolean),
    phrase: text(told.phrase),
    createdAt: count(told.createdAt),
    createdBy: { name: text(createdBy.name), verified: createdBy.verified === true },
    presence: { onThePage: presence.onThePage === true, seenAt: momentOrNull(presence.seenAt) },
    ...addressFactsOf(told),
    intents: list(told.intents).map(text).filter(Boolean),
    wishes: list(told.wishes).map(text).filter(Boolean),
    moveLimits: moveLimitsOf(record(told.moveLimits)),
    opensAt: momentOrNull(told.opensAt),
    readiness: readinessOf(record(told.readiness)),
    sessionLink: textOrNull(told.sessionLink),
    sessions: {
      count: count(sessions.count),
      totalMs: count(sessions.totalMs),
      estimated: sessions.estimated === true,
    },
  };
}

/** @param {Record<string, unknown>} told */
function linksOf(told) {
  const closed = told.ticketClosed;
  return {
    ticketClosed:
      typeof closed === 'object' && closed !== null ? { closesAt: momentOrNull(record(closed).closesAt) } : null,
    joinUrl: safeAddress(told.joinUrl),
    connectUrl: safeAddress(told.connectUrl),
    shareUrl: safeAddress(told.shareUrl),
    trouble: troubleOf(told.trouble),
  };
}

/** @param {unknown} told */
function scheduleOf(told) {
  const { startAt, timeZone } = record(told);
  const at = momentOrNull(startAt);
  return at === null ? null : { startAt: at, timeZone: text(timeZone) };
}

/** @param {Record<string, unknown>} told @returns {Assignee} */
function assigneeOf(told) {
  const agent = record(told.agent);
  switch (told.kind) {
    case 'agent':
      return {
        kind: 'agent',
        agent: { id: text(agent.id), name: text(agent.name), email: textOrNull(agent.email) },
      };
    case 'client':
      return { kind: 'client', address: text(told.address) };
    case 'queue':
      return { kind: 'queue', queueId: text(told.queueId), name: text(told.name) || text(told.queueId) };
    default:
      return { kind: 'unassigned' };
  }
}

/** @param {Record<string, unknown>} told @returns {Progress | null} */
function progressOf(told) {
  const newLinkAskedAt = momentOrNull(told.newLinkAskedAt);
  switch (told.kind) {
    case 'open':
      return { kind: 'open' };
    case 'waiting':
      return { kind: 'waiting', because: text(told.because), askedAt: momentOrNull(told.askedAt) };
    case 'ready':
      return {
        kind: 'ready',
        launchedBy: textOrNull(told.launchedBy),
        unanswered: told.unanswered === true,
        allowedAt: count(told.allowedAt),
        awaited: text(told.awaited),
        mayReconnectUntil: momentOrNull(told.mayReconnectUntil),
      };
    case 'connected':
      return {
        kind: 'connected',
        startedAt: count(told.startedAt),
        toldBy: text(told.toldBy),
        agent: textOrNull(told.agent),
        endAsked: told.endAsked === true,
      };
    case 'closed': {
      const { outcome, note, reason } = told;
      const why = { outcome: text(outcome), note: text(note), reason: text(reason) };
      return { kind: 'closed', closedAt: count(told.closedAt), ...why, newLinkAskedAt, rating: ratingOf(told.rating) };
    }
    case 'expired':
      return { kind: 'expired', expiredAt: count(told.expiredAt), newLinkAskedAt };
    default:
      return null;
  }
}

/** @param {unknown} told @returns {Action} */
function actionOf(told) {
  const { command, takeOverFrom, againAt, channel } = record(told);
  return {
    command: text(command),
    takeOverFrom: textOrNull(takeOverFrom),
    againAt: momentOrNull(againAt),
    channel: isChannel(channel) ? channel : null,
  };
}

/** @param {unknown} told @returns {Surroundings | null} */
function surroundingsOf(told) {
  if (typeof told !== 'object' || told === null) return null;
  const { queues, channels, languages, timeZone, environment } = record(told);
  return {
    queues: list(queues)
      .map((one) => ({ id: text(record(one).id), name: text(record(one).name) }))
      .filter(({ id, name }) => id !== '' && name !== ''),
    channels: Array.isArray(channels) ? channels.filter(isChannel) : null,
    languages: Array.isArray(languages) ? languages.map(text) : null,
    timeZone: textOrNull(timeZone),
    isTest: environment === 'test',
  };
}

/** @param {unknown} value @returns {value is Channel} */
export function isChannel(value) {
  return CHANNELS.includes(text(value));
}
