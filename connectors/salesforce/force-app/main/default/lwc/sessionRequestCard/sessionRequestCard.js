import { LightningElement, api } from 'lwc';
import { has, t } from 'c/sessionRequestTexts';
import { passOn, placeOf } from 'c/sessionRequestCommands';
import { distance, factsOf, isOver, isUpcoming, signNotes, whatIsGoingOn } from 'c/sessionRequestView';

/** One request: how it stands, what to say and do, and what is known of it. */
export default class SessionRequestCard extends LightningElement {
  /** @type {RequestRow} */
  @api row;
  /** @type {FormContext} */
  @api context;
  /** @type {boolean} */
  @api mayPress = false;
  /** @type {readonly string[]} */
  @api busy = [];
  /** Of this request. @type {readonly PendingCommand[]} */
  @api pending = [];
  /** @type {number | null} */
  @api serverHeardAt = null;
  /** @type {LogState | undefined} */
  @api log;
  /** @type {number} */
  @api done = 0;

  @api
  focusHeading() {
    if (this.refs.heading) this.refs.heading.focus();
  }

  get view() {
    const { read } = this.row;
    return read.ok ? read.view : null;
  }

  get status() {
    return this.view !== null && isUpcoming(this.view, this.context.now) ? 'Scheduled' : this.row.status;
  }

  get sentence() {
    return this.view === null ? '' : whatIsGoingOn(this.view, this.context.now);
  }

  get unreadable() {
    const { read } = this.row;
    return t(!read.ok && read.why === 'newer' ? 'banner.newer' : 'banner.unreadable');
  }

  get closing() {
    const closed = this.view && this.view.ticketClosed;
    if (!closed) return null;
    if (closed.closesAt === null) return t('banner.ticketClosed');
    return t('banner.ticketCloses', { time: distance(closed.closesAt, this.context.now) });
  }

  get signs() {
    const notes = this.view === null ? [] : signNotes(this.view, this.context.now);
    return notes.map(({ name, lines, wish, label }) => ({
      name,
      lines,
      wish,
      isPressable: this.mayPress && wish !== null,
      label: wish !== null && this.busy.includes(placeOf(wish)) ? t('working') : label,
    }));
  }

  get troubles() {
    const { view } = this;
    if (view === null) return [];
    return view.trouble.map(({ deliveryId, kind, reason, isSettled }) => {
      const place = placeOf(this.resendWish(deliveryId));
      const others = otherWays(view, kind).map((channel) => this.instead(channel));
      const isPressable = this.mayPress && !isSettled;
      return { deliveryId, reason, place, isPressable, label: this.labelAt(place, 'press.resendDelivery'), others };
    });
  }

  /** @param {string} channel */
  instead(channel) {
    const place = placeOf(this.insteadWish(channel));
    return { channel, place, label: this.labelAt(place, `press.instead.${channel}`) };
  }

  /**
   * @param {string} place
   * @param {string} key
   */
  labelAt(place, key) {
    return t(this.busy.includes(place) ? 'working' : key);
  }

  get phrase() {
    return this.view === null || isOver(this.view) ? null : this.view.phrase;
  }

  get phraseHint() {
    return t('phrase', { name: this.view === null ? '' : this.view.recipient.name });
  }

  get facts() {
    const facts = this.view === null ? [] : factsOf(this.view, this.context.now);
    return facts.map((fact) => ({ ...fact, valueKey: `${fact.name} value` }));
  }

  /**
   * @param {string} deliveryId
   * @returns {Wish}
   */
  resendWish(deliveryId) {
    return { requestKey: this.row.key, type: 'resend-delivery', parameters: { deliveryId } };
  }

  /**
   * @param {string} channel
   * @returns {Wish}
   */
  insteadWish(channel) {
    return { requestKey: this.row.key, type: 'resend-invitation', parameters: { channel } };
  }

  /** @param {Event} event */
  handleFromBelow(event) {
    passOn(this, event);
  }

  /** @param {Event} event */
  handleResend(event) {
    const { id } = /** @type {HTMLElement} */ (event.currentTarget).dataset;
    this.press(this.resendWish(String(id)));
  }

  /** @param {Event} event */
  handleSign(event) {
    const { name } = /** @type {HTMLElement} */ (event.currentTarget).dataset;
    const sign = this.signs.find((one) => one.name === name);
    if (sign && sign.wish) this.press(sign.wish);
  }

  /** @param {Event} event */
  handleInstead(event) {
    const { channel } = /** @type {HTMLElement} */ (event.currentTarget).dataset;
    this.press(this.insteadWish(String(channel)));
  }

  /** @param {Wish} detail */
  press(detail) {
    if (this.busy.includes(placeOf(detail))) return;
    this.dispatchEvent(new CustomEvent('commandpress', { detail, bubbles: true }));
  }
}

/** What carries the link, by the way that the agent chose. */
const CARRIERS = new Map([
  ['email', 'email'],
  ['sms', 'sms'],
  ['ticket', 'ticket-reply'],
]);

/**
 * A link that came back may go another way.
 * @param {RequestView} view
 * @param {string} kind What did not arrive.
 * @returns {readonly string[]}
 */
function otherWays({ actions }, kind) {
  if (!Array.from(CARRIERS.values()).includes(kind)) return [];
  return actions.flatMap(({ command, channel }) => {
    const isOther = command === 'resend-invitation' && channel !== null && CARRIERS.get(channel) !== kind;
    return isOther && has(`press.instead.${channel}`) ? [channel] : [];
  });
}
