import { describe, expect, it } from '@jest/globals';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { CONNECTED, OPEN, READY, WAITING } from '../../../test/builders/histories.ts';
import { at } from '../../../test/builders/times.ts';
import { aChange, planOf } from '../../../test/deliveries/a-change.ts';
import { kind } from '../kinds/ticket-record.ts';

const org = anInstallation({ id: 'org', helpDesk: 'salesforce' });
const NOW = at('09:20');
type Change = Parameters<typeof aChange>;
const waitMs = (history: Change[0], events: Change[1]): number =>
  (planOf(kind, aChange(history, events, org))[0]?.notBefore ?? 0) - NOW;

describe('The record of a request is written', () => {
  it.each([
    ['recipient-joined', OPEN],
    ['access-granted', WAITING],
    ['access-denied', WAITING],
    ['session-started', READY],
    ['connect-unanswered', READY],
    ['invitation-failed', OPEN],
    ['request-closed', WAITING],
    ['assigned', OPEN],
  ] as const)('at once after %s: an agent waits for it, or must know it', (type, history) => {
    expect(waitMs(history, [event(type, NOW)])).toBe(0);
  });

  it.each([
    ['invitation-sent', OPEN],
    ['invitation-resend-asked', OPEN],
    ['address-entered', WAITING],
    ['access-asked', WAITING],
    ['connect-launched', READY],
    ['session-ended', CONNECTED],
  ] as const)('with what follows after %s, or by itself half a minute later', (type, history) => {
    expect(waitMs(history, [event(type, NOW)])).toBe(30_000);
  });

  it('at once where the end user stopped the session: nobody may connect any more', () => {
    expect(waitMs(CONNECTED, [event('session-ended', NOW, { endedBy: 'recipient' })])).toBe(0);
  });

  it('at once where one of several events is waited for', () => {
    expect(waitMs(OPEN, [event('recipient-joined', NOW), event('address-entered', NOW)])).toBe(0);
  });
});
