import { describe, it } from '@jest/globals';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { CLOSED, CONNECTED, OPEN, READY, WAITING } from '../builders/histories.ts';
import { BY_ANNA, BY_RECIPIENT, MAYS_ADDRESS } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { given } from './given.ts';

const NOW = at('09:07');
const LAPTOP = { address: MAYS_ADDRESS, name: 'MAY-LAPTOP' };
const DESKTOP = { address: '555666777', name: 'MAY-DESKTOP' };
const fromAsset = event('addresses-proposed', at('09:06'), { proposals: [LAPTOP] });
const fromOnline = event('addresses-proposed', at('09:06'), { source: 'came-online', proposals: [DESKTOP] });
const asset = { source: 'asset', ...LAPTOP } as const;
const online = { source: 'came-online', ...DESKTOP } as const;

describe('Proposed addresses', () => {
  it.each([
    ['Open', OPEN],
    ['Waiting', WAITING],
  ] as const)('are kept beside a request that is %s, and nothing follows from them', (status, history) => {
    given(history)
      .when(command('propose-addresses'), NOW)
      .yields(event('addresses-proposed', NOW))
      .leaving({ status, proposals: [asset] });
  });

  it.each([
    ['Ready', READY],
    ['Connected', CONNECTED],
    ['Closed', CLOSED],
  ] as const)('come too late once the request is %s', (status, history) => {
    given(history)
      .when(command('propose-addresses'), at('10:30'))
      .refused({ reason: 'wrong-status', status, allowed: ['Open', 'Waiting'] });
  });

  it('of one source take the place of its earlier ones and leave the other’s alone', () => {
    given([...WAITING, fromAsset, fromOnline])
      .when(command('propose-addresses', { proposals: [DESKTOP] }), NOW)
      .leaves({ proposals: [online, { source: 'asset' as const, ...DESKTOP }] });
    given([...WAITING, fromAsset, fromOnline])
      .when(command('propose-addresses', { source: 'came-online', proposals: [] }), NOW)
      .leaves({ proposals: [asset] });
  });

  it('that are known already are no news', () => {
    given([...WAITING, fromAsset])
      .when(command('propose-addresses'), NOW)
      .refused({ reason: 'nothing-changed' });
    given(WAITING)
      .when(command('propose-addresses', { proposals: [] }), NOW)
      .refused({ reason: 'nothing-changed' });
  });

  it('are five at most, each address once', () => {
    const many = Array.from({ length: 9 }, (_, n) => ({ address: `11122233${n % 7}`, name: `PC-${n}` }));
    given(WAITING)
      .when(command('propose-addresses', { proposals: many }), NOW)
      .leaves({
        proposals: [7, 8, 2, 3, 4].map((n) => ({
          source: 'asset' as const,
          address: `11122233${n % 7}`,
          name: `PC-${n}`,
        })),
      });
  });

  it('cannot come from a person', () => {
    given(WAITING)
      .when(command('propose-addresses', { actor: BY_RECIPIENT }), NOW)
      .refused({ reason: 'not-for-this-actor', actor: 'recipient' });
  });

  it('of a device of this person’s go when another device takes its place; those of the ticket stay', () => {
    given([...WAITING, event('download-noted', at('09:06')), fromAsset, fromOnline])
      .when(command('move-here', { device: 'laptop' }), NOW)
      .leaves({ proposals: [asset], downloadAt: null });
  });

  it('of a ticket’s devices go with the ticket', () => {
    given([...WAITING, fromAsset, fromOnline])
      .when(command('follow-ticket-merge'), NOW)
      .leaves({ proposals: [online] });
  });
});

describe('An address', () => {
  const enter = (parts: object = {}) => command('enter-address', parts);

  it.each([
    ['typed by the recipient', WAITING, enter(), 'entered'],
    ['typed by an agent', WAITING, enter({ actor: BY_ANNA }), 'agent'],
    ['kept by the recipient’s browser', WAITING, enter({ remembered: true }), 'remembered'],
    ['of a linked device, taken by the recipient', [...WAITING, fromAsset], enter(), 'asset'],
    ['of a linked device, taken by an agent', [...WAITING, fromAsset], enter({ actor: BY_ANNA }), 'asset'],
    ['of a client that came online', [...WAITING, fromOnline], enter({ address: DESKTOP.address }), 'came-online'],
    ['that an agent says he remembers', WAITING, enter({ actor: BY_ANNA, remembered: true }), 'agent'],
  ] as const)('%s is known to be so', (_how, history, entered, addressSource) => {
    given(history).when(entered, NOW).leaves({ address: entered.address, addressSource });
  });

  it('keeps its source when access is allowed, and loses it with the address', () => {
    const entered = [...WAITING, event('address-entered', at('09:06'), { source: 'asset' })];
    given(entered).when(command('allow-access'), NOW).leaves({ status: 'Ready', addressSource: 'asset' });
    given(entered)
      .when(command('allow-access', { address: DESKTOP.address }), NOW)
      .leaves({ status: 'Ready', addressSource: 'entered' });
    given(entered).when(command('deny-access'), NOW).leaves({ address: MAYS_ADDRESS, addressSource: 'asset' });
    given(entered)
      .when(command('move-here', { device: 'laptop' }), NOW)
      .leaves({ address: null, addressSource: null });
    given(entered).when(command('reschedule'), NOW).leaves({ status: 'Open', addressSource: null });
  });

  it('in an older log is taken to be from whoever entered it', () => {
    const { source: _source, ...older } = event('address-entered', at('09:06'));
    given([...WAITING, older])
      .when(command('claim'), NOW)
      .leaves({ addressSource: 'entered' });
    given([...WAITING, { ...older, actor: BY_ANNA }])
      .when(command('claim'), NOW)
      .leaves({ addressSource: 'agent' });
  });
});

describe('A press on the download', () => {
  it('is noted with its moment, once in two minutes', () => {
    given(WAITING)
      .when(command('note-download'), NOW)
      .yields(event('download-noted', NOW))
      .leaving({ downloadAt: NOW });
    const pressed = [...WAITING, event('download-noted', NOW)];
    const againAt = NOW + 120_000;
    given(pressed)
      .when(command('note-download'), againAt - 1)
      .refused({ reason: 'asked-recently', againAt });
    given(pressed).when(command('note-download'), againAt).leaves({ downloadAt: againAt });
  });

  it('counts only from the device that joined', () => {
    const joined = [...OPEN, event('recipient-joined', at('09:05'), { device: 'pc' })];
    given(joined)
      .when(command('note-download', { device: 'phone' }), NOW)
      .refused({ reason: 'other-device' });
    given(joined)
      .when(command('note-download', { device: 'pc' }), NOW)
      .leaves({ downloadAt: NOW });
  });

  it('before anybody joined is none', () => {
    given(OPEN)
      .when(command('note-download'), NOW)
      .refused({ reason: 'wrong-status', status: 'Open', allowed: ['Waiting'] });
  });
});
