/** Something a program did wrong; `code` is stable. */
export class SalesforceFault extends Error {
  readonly code: 'salesforce-address-not-read' | 'salesforce-key-cannot-sign' | 'salesforce-field-not-checked';

  constructor(code: SalesforceFault['code']) {
    super(code);
    this.name = 'SalesforceFault';
    this.code = code;
  }
}
