import { has, t } from 'c/sessionRequestTexts';
import { placeOf } from 'c/sessionRequestCommands';
import { moment } from 'c/sessionRequestView';

const MAIN = Object.freeze(['launch-connect', 'ask-for-access', 'end-session', 'reopen-request', 'keep-open', 'claim']);
const SIMPLE = Object.freeze([...MAIN, 'start-session']);
const FORMS = Object.freeze([
  'close-request',
  'add-comment',
  'enter-address',
  'set-session-link',
  'extend',
  'reschedule',
  'correct-recipient',
  'assign',
]);
/** The one that most agents press next, by status. @type {Readonly<Record<string, string>>} */
const FIRST = Object.freeze({
  Waiting: 'ask-for-access',
  Ready: 'launch-connect',
  Connected: 'end-session',
  Closed: 'reopen-request',
  Expired: 'reopen-request',
});

/**
 * @typedef {object} Control
 * @property {string} place
 * @property {string} type
 * @property {boolean} isMain
 * @property {boolean} isForm
 * @property {boolean} isBusy
 * @property {boolean} isWaiting It was done a moment ago and may be done again soon.
 * @property {string | null} href
 * @property {string} label
 * @property {string | null} hint
 * @property {string} variant
 * @property {Wish} wish
 */

/**
 * A control for everything that may be done with the request now, and for nothing else. What a newer server allows beyond that is left out.
 * @param {RequestView} view
 * @param {FormContext} context
 * @param {readonly string[]} busy
 * @returns {readonly Control[]}
 */
export function controlsFor(view, context, busy) {
  const isMine = isOf(view.assignee, context.me);
  const shown = view.actions.filter(({ command }) => !(isMine && command === 'claim'));
  /** @type {Map<string, Control>} */
  const controls = new Map();
  for (const action of shown) {
    const control = controlFor(view, isMine ? { ...action, takeOverFrom: null } : action, context.now, busy);
    if (control !== null) controls.set(control.place, control);
  }
  return Array.from(controls.values());
}

/**
 * @param {RequestView} view
 * @param {Action} action
 * @param {number} now
 * @param {readonly string[]} busy
 * @returns {Control | null}
 */
function controlFor(view, { command, takeOverFrom, againAt, channel }, now, busy) {
  const isLink = command === 'launch-connect';
  const isForm = FORMS.includes(command);
  const isResend = command === 'resend-invitation' && channel !== null && has(`press.resend.${channel}`);
  if (!isForm && !isResend && !SIMPLE.includes(command)) return null;
  if (isLink && view.connectUrl === null) return null;
  const wish = { requestKey: view.id, type: command, parameters: isResend ? { channel } : {} };
  const place = placeOf(wish);
  const isBusy = busy.includes(place);
  const isWaiting = againAt !== null && againAt > now;
  const name = takeOverFrom !== null && isLink ? 'press.takeOver' : `press.${isResend ? `resend.${channel}` : command}`;
  const hint = hintFor(isLink ? takeOverFrom : null, isWaiting ? againAt : null, now);
  return {
    place,
    type: command,
    isMain: MAIN.includes(command),
    isForm,
    isBusy,
    isWaiting,
    href: isLink && view.connectUrl !== null ? pressed(view.connectUrl) : null,
    label: t(isBusy ? 'working' : name),
    hint,
    variant: FIRST[view.status] === command ? 'brand' : 'neutral',
    wish,
  };
}

/**
 * The same address stands in entries and mails. This one says that it was pressed here: the server then needs no second press, where the
 * browser bears it out.
 * @param {string} address
 */
function pressed(address) {
  const url = new URL(address);
  url.searchParams.set('press', '1');
  return url.href;
}

/**
 * @param {string | null} agent
 * @param {number | null} againAt
 * @param {number} now
 */
function hintFor(agent, againAt, now) {
  if (agent !== null) return t('takenBy', { agent });
  return againAt === null ? null : t('againAt', { time: moment(againAt, now) });
}

/**
 * The view is written for any agent: only here it is known who looks. The support server names an agent as a user of this org, with the org
 * before the id, or as the person whom it knows by the same mail address. Ids of Salesforce may lack their last three letters.
 * @param {Assignee} assignee
 * @param {AgentRef} me
 */
function isOf(assignee, me) {
  if (assignee.kind !== 'agent') return false;
  const { id, email } = assignee.agent;
  const userId = id.slice(id.lastIndexOf(':') + 1);
  const isUser = me.id !== '' && userId.slice(0, 15) === me.id.slice(0, 15);
  return isUser || (Boolean(email && me.email) && lower(email) === lower(me.email));
}

/** @param {string | null} text */
function lower(text) {
  return (text || '').trim().toLowerCase();
}
