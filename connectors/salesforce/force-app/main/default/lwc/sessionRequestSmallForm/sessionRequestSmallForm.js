import { LightningElement, api } from 'lwc';
import { has, t } from 'c/sessionRequestTexts';
import { FORMS } from './forms';

/** @typedef {HTMLElement & { clear(): void, fail(name: string, sentence: string): void }} Fields */

/** A form for one command: opened by the person, or open from the start where it is what comes next. */
export default class SessionRequestSmallForm extends LightningElement {
  /** @type {RequestView} */
  @api view;
  /** @type {string} */
  @api command;
  /** @type {FormContext} */
  @api context;
  /** @type {boolean} */
  @api isBusy = false;
  /** @type {boolean} */
  @api isNext = false;

  /** What the person has written; what the request says counts for the rest, also when it changes meanwhile. @type {FieldValues} */
  written = {};
  /** @type {number} */
  seenDone = 0;

  /** Raised when such a command was done: then the form is empty again, and not before. */
  @api
  get done() {
    return this.seenDone;
  }

  set done(value) {
    if (value === this.seenDone) return;
    this.seenDone = value;
    this.written = {};
    const fold = /** @type {HTMLDetailsElement | undefined} */ (this.refs && this.refs.fold);
    if (fold) fold.open = false;
  }

  get form() {
    return /** @type {import('./forms').FormShape} */ (FORMS[this.command]);
  }

  get values() {
    return { ...this.form.start(this.view), ...this.written };
  }

  get fields() {
    return this.form.fields(this.values, this.context, this.view);
  }

  get title() {
    return t(`form.${this.command}`);
  }

  get label() {
    if (this.isBusy) return t('working');
    return t(has(`form.${this.command}.do`) ? `form.${this.command}.do` : `form.${this.command}`);
  }

  /** What the press does to somebody, where it does. */
  get warning() {
    const { status, recipient } = this.view;
    if (this.command === 'close-request') return closeWarning(this.view, this.isNext);
    if (this.command === 'reschedule' && status === 'Open') return null;
    return has(`form.${this.command}.warn`) ? t(`form.${this.command}.warn`, { name: recipient.name }) : null;
  }

  /** @param {CustomEvent<{ name: string, value: string | readonly string[] }>} event */
  handleField(event) {
    const { name, value } = event.detail;
    this.written = { ...this.written, [name]: value };
  }

  handleSend() {
    if (this.isBusy) return;
    const fields = /** @type {Fields} */ (this.refs.fields);
    fields.clear();
    const result = this.form.read(this.values, this.context, this.view);
    if (!result.ok) {
      fields.fail(result.field, t(`wrong.${result.field}`));
      return;
    }
    /** @type {Wish} */
    const detail = { requestKey: this.view.id, type: this.command, parameters: result.parameters };
    this.dispatchEvent(new CustomEvent('commandpress', { detail, bubbles: true }));
  }
}

/**
 * @param {RequestView} view
 * @param {boolean} isNext
 */
function closeWarning({ status, recipient }, isNext) {
  if (isNext) return t('form.close-request.after');
  if (status === 'Connected') return t('form.close-request.connected');
  return status === 'Open' ? null : t('form.close-request.warn', { name: recipient.name });
}
