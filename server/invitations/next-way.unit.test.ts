import { describe, expect, it } from '@jest/globals';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import { CHANNELS, type Channel } from '../../core/session-request/values.ts';
import { event } from '../../test/builders/events.ts';
import { fold } from '../../test/builders/histories.ts';
import { MAY } from '../../test/builders/people.ts';
import { at } from '../../test/builders/times.ts';
import { nextWay } from './next-way.ts';

const created = (channels: readonly Channel[], over: object = {}) =>
  event('request-created', at('09:00'), { channels, ...over });
const asked = (channel: Channel) => event('invitation-resend-asked', at('09:01'), { channel });
const next = (history: readonly SessionRequestEvent[], failed: Channel, offered: readonly Channel[] = CHANNELS) =>
  nextWay(fold(history), history, failed, offered);

describe('The way after one that failed', () => {
  it('is SMS after mail, and mail after SMS', () => {
    expect(next([created(['email'])], 'email')).toBe('sms');
    expect(next([created(['sms'])], 'sms')).toBe('email');
  });

  it('is never one that this invitation has gone already', () => {
    expect(next([created(['email', 'sms'])], 'email')).toBeNull();
    expect(next([created(['email']), asked('sms')], 'sms')).toBeNull();
  });

  it('begins anew with a corrected address', () => {
    const corrected = event('recipient-corrected', at('09:02'), { recipient: MAY, newLink: true });
    expect(next([created(['email']), asked('sms'), corrected], 'email')).toBe('sms');
  });

  it('is none without an address, or where nobody can send by it', () => {
    expect(next([created(['email'], { recipient: { ...MAY, phone: null } })], 'email')).toBeNull();
    expect(next([created(['email'])], 'email', ['email', 'ticket', 'link'])).toBeNull();
  });

  it('is the ticket only where no mailbox has failed: its reply goes to the same one', () => {
    expect(next([created(['sms'], { recipient: { ...MAY, email: null } })], 'sms')).toBe('ticket');
    expect(next([created(['email'], { recipient: { ...MAY, phone: null } })], 'email')).not.toBe('ticket');
  });
});
