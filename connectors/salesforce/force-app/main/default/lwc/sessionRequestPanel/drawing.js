import { pendingOf, placeOf } from 'c/sessionRequestCommands';
import { t } from 'c/sessionRequestTexts';
import { distance, isOver } from 'c/sessionRequestView';
import { arrange, serverHeardAt, surroundingsOf } from './arrange';

/** @typedef {import('./sessionRequestPanel').default} Panel */

const NEW_PLACE = placeOf({ requestKey: null, type: 'create-request', parameters: {} });
const SETTLED = Object.freeze(['lost', 'too-old']);

/**
 * The commands that were not done yet, but for those that the person has put aside.
 * @param {Pick<Panel, 'picture' | 'sent' | 'now' | 'forgotten'>} panel
 * @returns {readonly PendingCommand[]}
 */
export function pendingCommands({ picture, sent, now, forgotten }) {
  const rows = picture === null ? [] : picture.commands;
  return pendingOf(sent, rows, now).filter(({ key }) => !forgotten.includes(key));
}

/** The words that never change. */
export function panelWords() {
  return {
    title: t('title'),
    refresh: t('refresh'),
    tryAgain: t('tryAgain'),
    loading: t('loading'),
    dismiss: t('dismiss'),
    stale: t('problem.reading'),
    older: t('more.requests'),
  };
}

/** What stands around the requests, in words and looks. @param {Panel} panel */
export function frameOf({ trouble, picture, withoutFrame, heardAt, now }) {
  const isStopped = trouble !== null && picture === null;
  return {
    look: withoutFrame ? '' : 'slds-card',
    bodyLook: withoutFrame ? 'slds-p-around_small' : 'slds-card__body slds-card__body_inner',
    hasTitle: !withoutFrame,
    stop: isStopped ? { heading: t(`stop.${trouble}.title`), message: t(`stop.${trouble}`) } : null,
    isLoading: picture === null,
    isStale: trouble !== null && picture !== null,
    age: t('banner.age', { time: distance(heardAt, now) }),
  };
}

/** @param {Panel} panel */
export function isLively({ picture, sent, pending, now, lookUntil }) {
  const isActive = picture !== null && picture.requests.some((row) => !isOver(row));
  return isActive || now < lookUntil || sent.length > 0 || pending.some(({ state }) => state !== 'too-old');
}

/**
 * @param {Panel} panel
 * @param {PageState} page
 */
function notesOf({ mayCommand, elsewhere }, page) {
  /** @type {[boolean, string][]} */
  const all = [
    [!mayCommand, 'banner.viewer'],
    [surroundingsOf(page, elsewhere).isTest, 'banner.test'],
    [page.case.isClosed, 'banner.ticket.closed'],
  ];
  return all.flatMap(([isSo, key]) => (isSo ? [t(key)] : []));
}

/**
 * The requests as the cards want them, by where they stand.
 * @param {Panel} panel
 * @param {PageState} page
 */
export function boardOf(panel, page) {
  const { shown, later, past } = arrange(page.requests, panel.now);
  const pending = panel.pending;
  const surroundings = surroundingsOf(page, panel.elsewhere);
  const cards = (/** @type {readonly RequestRow[]} */ rows) => rows.map((row) => cardOf(row, panel, pending));
  const folds = [
    { key: 'upcoming', title: t('upcoming', { count: later.length }), cards: cards(later) },
    { key: 'past', title: t('past', { count: past.length }), cards: cards(past) },
  ];
  const known = new Set(page.requests.map(({ key }) => key));
  return {
    notes: notesOf(panel, page),
    shown: cards(shown),
    folds: folds.filter((fold) => fold.cards.length > 0),
    isFirst: shown.length === 0,
    // Of requests that are not among those read, too: a command is never lost from sight.
    newPending: pending.filter(({ requestKey }) => requestKey === null || !known.has(requestKey)),
    busy: busyOf(pending),
    isNewBusy: busyOf(pending).includes(NEW_PLACE),
    newDone: panel.doneCounts.new || 0,
    serverHeardAt: serverHeardAt(page),
    context: { me: page.me, surroundings, now: panel.now },
    channels: channelsOf(panel, surroundings),
  };
}

/**
 * @param {RequestRow} row
 * @param {Panel} panel
 * @param {readonly PendingCommand[]} pending
 */
function cardOf(row, { logs, doneCounts }, pending) {
  return {
    key: row.key,
    row,
    pending: pending.filter(({ requestKey }) => requestKey === row.key),
    log: logs[row.number],
    done: doneCounts[row.key] || 0,
  };
}

/** @param {readonly PendingCommand[]} pending */
export function busyOf(pending) {
  return pending.filter(({ state }) => !SETTLED.includes(state)).map(({ place }) => place);
}

/**
 * The ways for the link: as the server says, else as the admin has set where the panel is placed.
 * @param {Panel} panel
 * @param {Surroundings} surroundings
 * @returns {readonly Channel[]}
 */
function channelsOf({ offerSms, offerReply }, { channels }) {
  if (channels !== null && channels.length > 0) return channels;
  /** @type {[boolean, Channel][]} */
  const all = [
    [true, 'email'],
    [offerSms, 'sms'],
    [offerReply, 'ticket'],
    [true, 'link'],
  ];
  return all.flatMap(([isOffered, channel]) => (isOffered ? [channel] : []));
}
