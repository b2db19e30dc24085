import { LightningElement, api } from 'lwc';

/** The inside of a quick action's window: a title, what the action shows, and room for its buttons. */
export default class QuickActionPanel extends LightningElement {
  @api header;
}
