import { LightningElement, api } from 'lwc';
import { t } from 'c/sessionRequestTexts';
import { usable } from 'c/sessionRequestView';

/** The way to a new request: one press when the case names somebody, and the form with every field. */
export default class SessionRequestNew extends LightningElement {
  /** @type {CaseFacts} */
  @api case;
  /** @type {readonly Channel[]} */
  @api channels = [];
  /** @type {FormContext} */
  @api context;
  /** @type {boolean} */
  @api mayPress = false;
  /** @type {boolean} */
  @api isBusy = false;
  /** No other request is active. @type {boolean} */
  @api isFirst = false;

  isFormOpen = false;
  firstField = 'name';
  /** @type {number} */
  seenDone = 0;

  /** Raised when a request was made: then the form is closed, and not before. */
  @api
  get done() {
    return this.seenDone;
  }

  set done(value) {
    if (value === this.seenDone) return;
    this.seenDone = value;
    this.isFormOpen = false;
  }

  get contact() {
    return this.case.contact;
  }

  get formContact() {
    return this.isFirst ? this.contact : null;
  }

  /** By mail where there is an address, else by SMS where there is a number, else as a link to pass on. */
  get usualChannel() {
    const { email, phone } = this.contact === null ? { email: null, phone: null } : usable(this.contact);
    if (email !== null && this.channels.includes('email')) return 'email';
    return phone !== null && this.channels.includes('sms') ? 'sms' : 'link';
  }

  get isMissing() {
    const { contact, channels } = this;
    if (contact === null || this.usualChannel !== 'link') return false;
    return usable(contact).email === null && channels.includes('email');
  }

  get how() {
    const { email, phone } = this.contact || { email: null, phone: null };
    if (this.usualChannel === 'email') return t('create.byEmail', { email: email || '' });
    return this.usualChannel === 'sms' ? t('create.bySms', { phone: phone || '' }) : t('create.byLink');
  }

  get pressVariant() {
    return this.isMissing ? 'neutral' : 'brand';
  }

  get words() {
    const { name } = this.contact || { name: '' };
    const press = this.isMissing ? t('create.linkOnly') : t('create.press', { name });
    return {
      none: t('create.none'),
      noEmail: t('create.noEmail', { name }),
      addEmail: t('create.addEmail'),
      press: this.isBusy ? t('working') : press,
      how: this.how,
      noContact: t('create.noContact'),
      do: t('create.do'),
      form: t('create.form'),
      another: t('create.another'),
    };
  }

  handleForm() {
    this.firstField = 'name';
    this.isFormOpen = true;
  }

  handleAddEmail() {
    this.firstField = 'email';
    this.isFormOpen = true;
  }

  handleCancel() {
    this.isFormOpen = false;
  }

  handleOnePress() {
    if (this.isBusy || this.contact === null) return;
    this.press({
      recipient: usable(this.contact),
      language: null,
      channels: [this.usualChannel],
      comment: '',
      assignee: { kind: 'agent', agent: this.context.me },
      schedule: null,
      expiresAt: null,
    });
  }

  /** @param {CustomEvent<Record<string, unknown>>} event */
  handleSend(event) {
    this.press(event.detail);
  }

  /** @param {Record<string, unknown>} asked */
  press(asked) {
    const { id, number, subject } = this.case;
    const ticket = { id, number, subject: Array.from(subject).slice(0, 300).join('') };
    /** @type {Wish} */
    const detail = {
      requestKey: null,
      type: 'create-request',
      parameters: { ticket, ...asked, another: !this.isFirst },
    };
    this.dispatchEvent(new CustomEvent('commandpress', { detail, bubbles: true }));
  }
}
