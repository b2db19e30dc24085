import { LightningElement, api } from 'lwc';

/** The fields of a form. What was written goes to the form by `fieldchange`; what is wrong is said beside the field. */
export default class SessionRequestFields extends LightningElement {
  /** @type {readonly FieldShape[]} */
  @api fields = [];
  /** @type {FieldValues} */
  @api values = {};

  get shown() {
    return this.fields.map((field) => {
      const value = this.values[field.name];
      return {
        ...field,
        value: typeof value === 'string' ? value : '',
        values: Array.isArray(value) ? [...value] : [],
        options: field.options ? [...field.options] : [],
        isArea: field.kind === 'area',
        isChoice: field.kind === 'choice',
        isSeveral: field.kind === 'several',
        isMoment: field.kind === 'moment',
        look: 'slds-col slds-size_1-of-1 slds-m-bottom_x-small field',
      };
    });
  }

  /**
   * Says beside the field what is wrong, and leads there.
   * @param {string} name
   * @param {string} sentence
   */
  @api
  fail(name, sentence) {
    const field = this.fieldOf(name);
    if (!field) return;
    field.setCustomValidity(sentence);
    field.reportValidity();
    field.focus();
  }

  @api
  clear() {
    for (const { name } of this.fields) {
      const field = this.fieldOf(name);
      if (!field) continue;
      field.setCustomValidity('');
      field.reportValidity();
    }
  }

  /** @param {string} name */
  @api
  focusOn(name) {
    const field = this.fieldOf(name);
    if (field) field.focus();
  }

  /** @param {string} name */
  fieldOf(name) {
    const all = Array.from(this.template.querySelectorAll('.field > *'));
    return /** @type {HTMLInputElement | undefined} */ (
      all.find((one) => /** @type {HTMLInputElement} */ (one).name === name)
    );
  }

  /** @param {CustomEvent<{ value: unknown }>} event */
  handleText(event) {
    const { value } = event.detail;
    this.tell(event, typeof value === 'string' ? value : '');
  }

  /** @param {CustomEvent<{ value: unknown }>} event */
  handleSeveral(event) {
    const { value } = event.detail;
    this.tell(event, Array.isArray(value) ? value.map(String) : []);
  }

  /**
   * @param {Event} event
   * @param {string | readonly string[]} value
   */
  tell(event, value) {
    event.stopPropagation();
    const { name } = /** @type {HTMLInputElement} */ (event.currentTarget);
    this.dispatchEvent(new CustomEvent('fieldchange', { detail: { name, value } }));
  }
}
