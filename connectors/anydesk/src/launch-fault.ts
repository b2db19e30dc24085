export type LaunchFaultCode = 'anydesk-not-an-address' | 'anydesk-not-a-prefix' | 'anydesk-not-its-client';

const MESSAGES: Readonly<Record<LaunchFaultCode, string>> = {
  'anydesk-not-an-address': 'An AnyDesk launch was asked for with text that is not a normalised AnyDesk address.',
  'anydesk-not-its-client': 'An AnyDesk launch was asked for with the client of another tool.',
  'anydesk-not-a-prefix':
    'An AnyDesk launch was asked for with a custom client prefix that is not 1 to 32 letters and digits.',
};

/** A launch that must not be built. The refused text is left out on purpose: it may be hostile, and this ends in logs. */
export class LaunchFault extends Error {
  readonly code: LaunchFaultCode;

  constructor(code: LaunchFaultCode) {
    super(MESSAGES[code]);
    this.name = 'LaunchFault';
    this.code = code;
  }
}
