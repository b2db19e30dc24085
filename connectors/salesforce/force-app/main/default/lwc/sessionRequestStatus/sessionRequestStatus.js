import { LightningElement, api } from 'lwc';
import { has, t } from 'c/sessionRequestTexts';

/** One icon for each status, so that nobody needs its colour. @type {Readonly<Record<string, string>>} */
const ICONS = Object.freeze({
  Open: 'utility:email',
  Scheduled: 'utility:event',
  Waiting: 'utility:clock',
  Ready: 'utility:check',
  Connected: 'utility:desktop',
  Closed: 'utility:lock',
  Expired: 'utility:ban',
});
/** @type {Readonly<Record<string, string>>} */
const THEMES = Object.freeze({ Ready: 'slds-theme_success', Waiting: 'slds-theme_warning' });

/** A status with icon and text. */
export default class SessionRequestStatus extends LightningElement {
  /** @type {string} */
  @api status = '';

  get icon() {
    return (Object.hasOwn(ICONS, this.status) && ICONS[this.status]) || 'utility:question';
  }

  get variant() {
    return this.status === 'Ready' ? 'inverse' : null;
  }

  get words() {
    return t(has(`status.${this.status}`) ? `status.${this.status}` : 'status.unknown');
  }

  get look() {
    return ['slds-badge', Object.hasOwn(THEMES, this.status) && THEMES[this.status]].filter(Boolean).join(' ');
  }
}
