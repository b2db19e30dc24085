import { LightningElement, api } from 'lwc';

/** What went wrong and what to do: the one place where the panel says so. */
export default class SessionRequestProblem extends LightningElement {
  /** @type {string | undefined} */
  @api heading;
  /** @type {string} */
  @api message = '';
  /** @type {string | undefined} */
  @api detail;
  /** Of the button; without it there is none. @type {string | undefined} */
  @api label;

  handleClick() {
    this.dispatchEvent(new CustomEvent('answer'));
  }
}
