import { describe, it } from '@jest/globals';
import type { CommandType } from '../../core/session-request/commands.ts';
import { COMMAND_RULES } from '../../core/session-request/rules.ts';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { OPEN } from '../builders/histories.ts';
import { BY_ANNA_ASSERTED, MAY, NETWORK_QUEUE } from '../builders/people.ts';
import { DAY, HOUR, at } from '../builders/times.ts';
import { given } from './given.ts';

const NINE = at('09:00');
const TOMORROW = { startAt: at('14:00', 2), timeZone: 'Asia/Taipei' };
const UNREACHABLE = { name: 'May Lin', email: null, phone: null };

describe('Making a request', () => {
  it('needs one press: it is Open, nobody’s yet, and expires after 24 hours', () => {
    given([])
      .when(command('create-request'), NINE)
      .yields(event('request-created', NINE, { expiresAt: NINE + 24 * HOUR }))
      .leaving({ status: 'Open', version: 1, linkGeneration: 1, denials: 0, assignee: { kind: 'unassigned' } });
  });

  it('keeps everything the agent filled in', () => {
    const filledIn = {
      assignee: NETWORK_QUEUE,
      comment: 'VPN drops since Monday.',
      schedule: TOMORROW,
      expiresAt: at('18:00', 2),
      channels: ['email', 'sms', 'ticket', 'link'],
      language: 'zh-TW',
    } as const;
    given([])
      .when(command('create-request', filledIn), NINE)
      .yields(event('request-created', NINE, filledIn))
      .leaving({ status: 'Open', ...filledIn });
  });

  it('counts the default expiry from the planned start', () => {
    given([])
      .when(command('create-request', { schedule: TOMORROW }), NINE)
      .yields(event('request-created', NINE, { schedule: TOMORROW, expiresAt: TOMORROW.startAt + DAY }));
  });

  it('may start without a ticket', () => {
    given([])
      .when(command('create-request', { ticket: null }), NINE)
      .yields(event('request-created', NINE, { ticket: null }));
  });

  it('needs no address when the agent copies the link himself', () => {
    const byHand = { recipient: UNREACHABLE, channels: ['link'] } as const;
    given([])
      .when(command('create-request', byHand), NINE)
      .yields(event('request-created', NINE, byHand));
  });

  it('records that only the help desk’s app vouched for the agent', () => {
    given([])
      .when(command('create-request', { actor: BY_ANNA_ASSERTED }), NINE)
      .yields(event('request-created', NINE, { actor: BY_ANNA_ASSERTED }));
  });

  it('takes a start that lay within the last minute, as clocks differ', () => {
    const schedule = { startAt: NINE - 60_000, timeZone: 'UTC' };
    given([])
      .when(command('create-request', { schedule }), NINE)
      .yields(event('request-created', NINE, { schedule, expiresAt: NINE + DAY }));
  });

  it('allows an expiry of 14 days after the start', () => {
    const expiresAt = TOMORROW.startAt + 14 * DAY;
    given([])
      .when(command('create-request', { schedule: TOMORROW, expiresAt }), NINE)
      .yields(event('request-created', NINE, { schedule: TOMORROW, expiresAt }));
  });

  describe('is refused', () => {
    it('for a start in the past', () => {
      const schedule = { startAt: NINE - 60_001, timeZone: 'UTC' };
      given([]).when(command('create-request', { schedule }), NINE).refused({ reason: 'start-in-the-past' });
    });

    it('for an expiry that is not after now', () => {
      given([])
        .when(command('create-request', { expiresAt: NINE }), NINE)
        .refused({ reason: 'expiry-in-the-past' });
    });

    it('for an expiry that is not after the start', () => {
      given([])
        .when(command('create-request', { schedule: TOMORROW, expiresAt: TOMORROW.startAt }), NINE)
        .refused({ reason: 'expiry-before-start' });
    });

    it('for an expiry later than 14 days after the start, naming the latest', () => {
      const latest = NINE + 14 * DAY;
      given([])
        .when(command('create-request', { expiresAt: latest + 1 }), NINE)
        .refused({ reason: 'expiry-too-late', latest });
    });

    it('when no channel is chosen', () => {
      given([])
        .when(command('create-request', { channels: [] }), NINE)
        .refused({ reason: 'nobody-to-reach' });
    });

    it('when there is neither an e-mail address nor a number to send to', () => {
      given([])
        .when(command('create-request', { recipient: UNREACHABLE }), NINE)
        .refused({ reason: 'nobody-to-reach' });
    });

    it('when one of the channels lacks its address, naming the channel', () => {
      given([])
        .when(command('create-request', { recipient: { ...MAY, phone: null }, channels: ['email', 'sms'] }), NINE)
        .refused({ reason: 'no-way-to-send', channel: 'sms' });
      given([])
        .when(command('create-request', { ticket: null, channels: ['ticket'] }), NINE)
        .refused({ reason: 'no-way-to-send', channel: 'ticket' });
    });

    it('when this server cannot send by one of the channels', () => {
      const withoutSms = { ...DEFAULT_SETTINGS, channels: ['email', 'link'] } as const;
      given([], { settings: withoutSms })
        .when(command('create-request', { channels: ['email', 'sms'] }), NINE)
        .refused({ reason: 'no-way-to-send', channel: 'sms' });
    });

    it('when a request of this id is there already', () => {
      given(OPEN).when(command('create-request'), at('09:01')).refused({ reason: 'already-exists' });
    });
  });
});

describe('A request that was never made', () => {
  const others = (Object.keys(COMMAND_RULES) as CommandType[]).filter((type) => type !== 'create-request');

  it.each(others)('has no answer to %s but that there is no such request', (type) => {
    given([]).when(command(type), NINE).refused({ reason: 'no-such-request' });
  });
});
