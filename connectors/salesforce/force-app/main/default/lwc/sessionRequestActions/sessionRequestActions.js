import { LightningElement, api } from 'lwc';
import { t } from 'c/sessionRequestTexts';
import { passOn, placeOf } from 'c/sessionRequestCommands';
import { controlsFor } from './controls';

/** @param {string} text @returns {Promise<boolean>} Whether it was copied. */
async function wasCopied(text) {
  const { clipboard } = navigator;
  if (!clipboard) return false;
  return clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** What may be done with a request now. */
export default class SessionRequestActions extends LightningElement {
  /** @type {RequestView} */
  @api view;
  /** @type {FormContext} */
  @api context;
  /** Places where a press is on its way. @type {readonly string[]} */
  @api busy = [];
  /** Raised when a command of this request was done. @type {number} */
  @api done = 0;

  isLinkShown = false;

  get words() {
    const link = t('linkLabel', { name: this.view.recipient.name });
    const wait = t('press.wait-to-connect');
    return { newTab: t('newTab'), more: t('more'), copy: t('press.copy'), share: t('press.share'), link, wait };
  }

  get controls() {
    return controlsFor(this.view, this.context, this.busy);
  }

  get main() {
    return this.controls.filter(({ isMain }) => isMain);
  }

  get more() {
    return this.controls.filter(({ isMain, type }) => !isMain && type !== this.next);
  }

  get hasMore() {
    return this.more.length > 0;
  }

  /** The connect page before access is allowed: there AnyDesk starts by itself at Allow. Who may only look has nothing to wait for. */
  get waitUrl() {
    const { status, actions, connectUrl } = this.view;
    const isBefore = status === 'Open' || status === 'Waiting';
    return isBefore && actions.length > 0 ? connectUrl : null;
  }

  /** After a session, closing is what comes next: its form stands open. */
  get next() {
    const { progress } = this.view;
    const isAfter = progress.kind === 'ready' && progress.mayReconnectUntil !== null;
    return isAfter && this.controls.some(({ type }) => type === 'close-request') ? 'close-request' : null;
  }

  get isNextBusy() {
    return this.busy.includes(placeOf({ requestKey: this.view.id, type: 'close-request', parameters: {} }));
  }

  /** @param {Event} event */
  handlePress(event) {
    const { place } = /** @type {HTMLElement} */ (event.currentTarget).dataset;
    const control = this.controls.find((one) => one.place === place);
    if (!control || control.isBusy || control.isWaiting) return;
    this.dispatchEvent(new CustomEvent('commandpress', { detail: control.wish, bubbles: true }));
  }

  /** @param {Event} event */
  handleForm(event) {
    passOn(this, event);
  }

  async handleCopy() {
    const isCopied = await wasCopied(String(this.view.joinUrl));
    // Some browsers refuse: then the link is shown and marked, to be copied by hand.
    if (!isCopied) this.isLinkShown = true;
    this.say(t(isCopied ? 'done.copied' : 'done.copyByHand'));
  }

  renderedCallback() {
    const field = /** @type {HTMLInputElement | undefined} */ (this.refs.link);
    if (!field || field === this.marked) return;
    this.marked = field;
    field.focus();
    field.select();
  }

  /** @type {HTMLInputElement | null} */
  marked = null;

  /** @param {string} detail */
  say(detail) {
    this.dispatchEvent(new CustomEvent('say', { detail, bubbles: true }));
  }
}
