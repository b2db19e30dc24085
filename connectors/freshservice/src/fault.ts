/** Something a program did wrong; `code` is stable. */
export class FreshserviceFault extends Error {
  readonly code: 'freshservice-share-out-of-range' | 'freshservice-address-not-read';

  constructor(code: FreshserviceFault['code']) {
    super(code);
    this.name = 'FreshserviceFault';
    this.code = code;
  }
}
