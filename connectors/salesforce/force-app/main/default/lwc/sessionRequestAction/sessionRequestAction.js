import { LightningElement, api } from 'lwc';
import { t } from 'c/sessionRequestTexts';

/** The panel in the window of a quick action. */
export default class SessionRequestAction extends LightningElement {
  /** Set by the platform, sometimes only after the first drawing. @type {string | undefined} */
  @api recordId;

  title = t('title');
}
