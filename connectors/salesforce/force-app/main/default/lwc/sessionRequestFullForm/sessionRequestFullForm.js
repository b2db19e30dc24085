import { LightningElement, api } from 'lwc';
import { t } from 'c/sessionRequestTexts';
import { fieldsFor, startOf, wishFrom } from './wishFrom';

/** @typedef {HTMLElement & { clear(): void, fail(name: string, sentence: string): void, focusOn(name: string): void }} Fields */

/** The form with every field of a request. */
export default class SessionRequestFullForm extends LightningElement {
  /** Who is filled in; null: nobody. @type {Contact | null} */
  @api contact = null;
  /** @type {readonly Channel[]} */
  @api channels = [];
  /** @type {FormContext} */
  @api context;
  /** @type {boolean} */
  @api isBusy = false;
  /** The field to begin with. @type {string} */
  @api first = 'name';

  /** @type {FieldValues} */
  written = {};
  isBegun = false;

  get values() {
    return { ...startOf(this.contact, this.channels), ...this.written };
  }

  get fields() {
    return fieldsFor(this.values, this.channels, this.context);
  }

  get words() {
    return { title: t('create.title'), send: t(this.isBusy ? 'working' : 'create.do'), cancel: t('cancel') };
  }

  renderedCallback() {
    const fields = /** @type {Fields | undefined} */ (this.refs.fields);
    if (this.isBegun || !fields) return;
    this.isBegun = true;
    fields.focusOn(this.first);
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
    const result = wishFrom(this.values, this.context);
    if (result.ok) this.dispatchEvent(new CustomEvent('formsend', { detail: result.parameters }));
    else fields.fail(result.field, t(`wrong.${result.field}`));
  }

  handleCancel() {
    this.dispatchEvent(new CustomEvent('formcancel'));
  }
}
