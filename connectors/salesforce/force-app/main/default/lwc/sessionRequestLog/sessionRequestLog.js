import { LightningElement, api } from 'lwc';
import { t } from 'c/sessionRequestTexts';
import { moment } from 'c/sessionRequestView';

/** What happened to a request, read when somebody opens it. */
export default class SessionRequestLog extends LightningElement {
  /** The request's number. @type {string} */
  @api number = '';
  /** @type {number} */
  @api now = 0;
  /** Undefined until it is read. @type {LogState | undefined} */
  @api log;

  title = t('log');

  get sentence() {
    if (this.log === undefined) return t('loading');
    if (this.log.isFailed) return t('log.failed');
    return this.log.entries.length === 0 ? t('log.empty') : null;
  }

  get entries() {
    return (this.log ? this.log.entries : []).map(({ key, at, text }) => ({ key, text, time: moment(at, this.now) }));
  }

  get more() {
    return this.log && this.log.hasMore ? t('log.more') : null;
  }

  /** @param {Event} event */
  handleToggle(event) {
    if (!(/** @type {HTMLDetailsElement} */ (event.currentTarget).open)) return;
    this.dispatchEvent(new CustomEvent('logopen', { detail: this.number, bubbles: true }));
  }
}
