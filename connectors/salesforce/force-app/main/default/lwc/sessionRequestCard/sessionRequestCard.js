import { LightningElement, api } from 'lwc';
import { t } from 'c/sessionRequestTexts';
import { passOn, placeOf } from 'c/sessionRequestCommands';
import { distance, factsOf, isOver, isUpcoming, whatIsGoingOn } from 'c/sessionRequestView';

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

  get troubles() {
    return (this.view === null ? [] : this.view.trouble).map(({ deliveryId, reason }) => {
      const place = placeOf(this.resendWish(deliveryId));
      return { deliveryId, reason, place, label: t(this.busy.includes(place) ? 'working' : 'press.resendDelivery') };
    });
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

  /** @param {Event} event */
  handleFromBelow(event) {
    passOn(this, event);
  }

  /** @param {Event} event */
  handleResend(event) {
    const { id } = /** @type {HTMLElement} */ (event.currentTarget).dataset;
    const detail = this.resendWish(String(id));
    if (this.busy.includes(placeOf(detail))) return;
    this.dispatchEvent(new CustomEvent('commandpress', { detail, bubbles: true }));
  }
}
