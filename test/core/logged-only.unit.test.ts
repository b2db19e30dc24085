import { describe, it } from '@jest/globals';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import type { Status } from '../../core/session-request/states.ts';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { CLOSED, CONNECTED, EXPIRED, OPEN, READY, WAITING } from '../builders/histories.ts';
import { BY_REMOTE_TOOL, BY_SYSTEM, MAY, OTHER_TICKET, TICKET } from '../builders/people.ts';
import { DAY, at } from '../builders/times.ts';
import { given } from './given.ts';

type InStatus = [Status, readonly SessionRequestEvent[]];

const BEFORE_CONNECTED: InStatus[] = [
  ['Open', OPEN],
  ['Waiting', WAITING],
  ['Ready', READY],
];
const EVERY: InStatus[] = [...BEFORE_CONNECTED, ['Connected', CONNECTED], ['Closed', CLOSED], ['Expired', EXPIRED]];
const NOW = at('09:20');

describe('Extending', () => {
  const expiresAt = at('09:00', 4);

  it.each(BEFORE_CONNECTED)('moves the expiry of a request that is %s', (status, history) => {
    given(history)
      .when(command('extend', { expiresAt }), NOW)
      .yields(event('extended', NOW, { expiresAt }))
      .leaving({ status, expiresAt });
  });

  it('may shorten as well', () => {
    given(OPEN)
      .when(command('extend', { expiresAt: at('10:00') }), NOW)
      .yields(event('extended', NOW, { expiresAt: at('10:00') }))
      .leaving({ expiresAt: at('10:00') });
  });

  it('keeps to the limits', () => {
    given(OPEN)
      .when(command('extend', { expiresAt: NOW }), NOW)
      .refused({ reason: 'expiry-in-the-past' });
    given(OPEN)
      .when(command('extend', { expiresAt: NOW + 14 * DAY + 1 }), NOW)
      .refused({ reason: 'expiry-too-late', latest: NOW + 14 * DAY });
    given(OPEN)
      .when(command('extend', { expiresAt: at('09:00', 2) }), NOW)
      .refused({ reason: 'nothing-changed' });
    const schedule = { startAt: at('14:00'), timeZone: 'UTC' };
    given([...OPEN, event('rescheduled', at('09:01'), { schedule })])
      .when(command('extend', { expiresAt: at('14:00') }), NOW)
      .refused({ reason: 'expiry-before-start' });
  });
});

describe('A comment', () => {
  it.each(EVERY)('can be written while the request is %s, and changes nothing else', (status, history) => {
    given(history)
      .when(command('add-comment', { text: 'Rebooted.' }), NOW)
      .yields(event('commented', NOW, { text: 'Rebooted.' }))
      .leaving({ status });
  });

  it('can come from AnyDesk', () => {
    given(CONNECTED)
      .when(command('add-comment', { actor: BY_REMOTE_TOOL, text: 'Done.' }), NOW)
      .yields(event('commented', NOW, { actor: BY_REMOTE_TOOL, text: 'Done.' }));
  });
});

describe('What became of an invitation', () => {
  it.each([
    ['sent', 'invitation-sent'],
    ['delivered', 'invitation-delivered'],
    ['failed', 'invitation-failed'],
    ['bounced', 'invitation-bounced'],
  ] as const)('is noted when it was %s', (result, type) => {
    const because = 'The mailbox is full.';
    const told = type === 'invitation-sent' || type === 'invitation-delivered' ? {} : { because };
    given(OPEN)
      .when(command('record-invitation', { channel: 'email', result, because }), NOW)
      .yields(event(type, NOW, told))
      .leaving({ status: 'Open' });
  });

  it('sends it by another way at once, where one is named that this server can send by', () => {
    const bounced = { channel: 'email', because: 'No such user.' } as const;
    given(OPEN)
      .when(command('record-invitation', { ...bounced, result: 'bounced', thenBy: 'ticket' }), NOW)
      .yields(
        event('invitation-bounced', NOW, { ...bounced, thenBy: 'ticket' }),
        event('invitation-resend-asked', NOW, { actor: BY_SYSTEM, channel: 'ticket' }),
      );
    const ticketless = [event('request-created', at('09:00'), { ticket: null })];
    given(ticketless)
      .when(command('record-invitation', { ...bounced, result: 'bounced', thenBy: 'ticket' }), NOW)
      .yields(event('invitation-bounced', NOW, bounced));
  });

  it('sends it by no other way to somebody who is there already', () => {
    given(WAITING)
      .when(command('record-invitation', { result: 'failed', because: 'Full.', thenBy: 'ticket' }), NOW)
      .yields(event('invitation-failed', NOW, { because: 'Full.' }))
      .leaving({ status: 'Waiting' });
  });

  it('is noted even when the request has ended meanwhile', () => {
    given(CLOSED)
      .when(command('record-invitation', { result: 'bounced', because: 'No such user.' }), at('10:30'))
      .yields(event('invitation-bounced', at('10:30'), { because: 'No such user.' }))
      .leaving({ status: 'Closed' });
  });
});

describe('Sending the invitation again', () => {
  it.each(BEFORE_CONNECTED)('is possible while the request is %s', (status, history) => {
    given(history)
      .when(command('resend-invitation'), NOW)
      .yields(event('invitation-resend-asked', NOW))
      .leaving({ status });
  });

  it('goes by another way too, but not by one without an address', () => {
    given(OPEN)
      .when(command('resend-invitation', { channel: 'sms' }), NOW)
      .yields(event('invitation-resend-asked', NOW, { channel: 'sms' }));
    given([...OPEN, event('recipient-corrected', at('09:01'), { recipient: { ...MAY, phone: null } })])
      .when(command('resend-invitation', { channel: 'sms' }), NOW)
      .refused({ reason: 'no-way-to-send', channel: 'sms' });
  });

  it('goes only by a way that this server can send by', () => {
    given(OPEN, { settings: { ...DEFAULT_SETTINGS, channels: ['email'] } })
      .when(command('resend-invitation', { channel: 'sms' }), NOW)
      .refused({ reason: 'no-way-to-send', channel: 'sms' });
  });

  it('has no meaning for a link that the agent copies', () => {
    given(OPEN)
      .when(command('resend-invitation', { channel: 'link' }), NOW)
      .refused({ reason: 'no-way-to-send', channel: 'link' });
  });
});

const correct = (over: object, language: string | null = null) =>
  command('correct-recipient', { recipient: { ...MAY, ...over }, language });

describe('Correcting the recipient', () => {
  it.each([{ email: 'may.lin@customer.example' }, { phone: '+886987654321' }])('kills the old link for %j', (over) => {
    given(OPEN)
      .when(correct(over), NOW)
      .yields(event('recipient-corrected', NOW, { recipient: { ...MAY, ...over }, newLink: true }))
      .leaving({ status: 'Open', linkGeneration: 2 });
  });

  it('keeps the link when only the name or the language was wrong', () => {
    given(OPEN)
      .when(correct({ name: 'May Lin-Wu' }, 'zh-TW'), NOW)
      .yields(event('recipient-corrected', NOW, { recipient: { ...MAY, name: 'May Lin-Wu' }, language: 'zh-TW' }))
      .leaving({ linkGeneration: 1, language: 'zh-TW' });
  });

  it('needs a difference', () => {
    given(OPEN).when(correct({}, 'en'), NOW).refused({ reason: 'nothing-changed' });
  });

  it('leaves nobody unreachable', () => {
    given(OPEN)
      .when(correct({ email: null }), NOW)
      .refused({ reason: 'no-way-to-send', channel: 'email' });
    given(OPEN)
      .when(correct({ email: null, phone: null }), NOW)
      .refused({ reason: 'nobody-to-reach' });
  });
});

describe('Attaching to a ticket', () => {
  it('is possible once, for a request made without one', () => {
    given([event('request-created', at('09:00'), { ticket: null })])
      .when(command('attach-ticket'), NOW)
      .yields(event('ticket-attached', NOW))
      .leaving({ status: 'Open', ticket: TICKET });
    given(OPEN)
      .when(command('attach-ticket', { ticket: OTHER_TICKET }), NOW)
      .refused({ reason: 'has-a-ticket' });
  });
});
