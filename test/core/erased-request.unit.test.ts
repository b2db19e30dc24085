import { describe, expect, it } from '@jest/globals';
import type { CommandType } from '../../core/session-request/commands.ts';
import { decide } from '../../core/session-request/decide.ts';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import { evolve } from '../../core/session-request/evolve.ts';
import { COMMAND_RULES } from '../../core/session-request/rules.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { withoutRecipient } from '../../core/session-request/without-recipient.ts';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { CLOSED, CONNECTED, EXPIRED, OPEN, READY, WAITING } from '../builders/histories.ts';
import { BY_RECIPIENT, OTHER_TICKET, TICKET } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { given } from './given.ts';

const NOON = at('12:00');
const PSEUDONYM = 'Erased person 7K3F';
const ERASED = event('recipient-erased', NOON, { pseudonym: PSEUDONYM });
const NOBODY = { name: PSEUDONYM, email: null, phone: null };

/** A long story in which everything that could lead to the recipient carries the mark. */
const MARK = 'Zoë-Marked';
const MARKED: readonly SessionRequestEvent[] = [
  event('request-created', at('08:00'), {
    recipient: { name: MARK, email: `${MARK}@customer.example`, phone: `+49 ${MARK}` },
    comment: `call ${MARK}`,
    ticket: { ...TICKET, subject: `${MARK} cannot print` },
  }),
  event('recipient-corrected', at('08:01'), { recipient: { name: MARK, email: `b@${MARK}.example`, phone: null } }),
  event('ticket-merged', at('08:02'), {
    from: { ...TICKET, subject: MARK },
    into: { ...OTHER_TICKET, subject: `${MARK} again` },
  }),
  event('ticket-attached', at('08:02'), { ticket: { ...TICKET, subject: MARK } }),
  event('invitation-failed', at('08:03'), { because: `550 ${MARK}` }),
  event('invitation-bounced', at('08:03'), { because: `no mailbox ${MARK}` }),
  event('session-link-set', at('08:04'), { url: `https://my.anydesk.com/${MARK}` }),
  event('recipient-joined', at('08:05'), { device: `device ${MARK}` }),
  event('device-changed', at('08:05'), { device: `other ${MARK}` }),
  event('readiness-noted', at('08:06')),
  event('address-entered', at('08:06'), { address: MARK }),
  event('access-granted', at('08:07'), { address: MARK }),
  event('session-started', at('08:08'), { address: MARK, externalId: MARK }),
  event('session-ended', at('08:38')),
  event('commented', at('08:39'), { text: `${MARK} is happy` }),
  event('request-closed', at('08:40'), { note: `${MARK} solved it` }),
  event('session-rated', at('08:41'), { actor: BY_RECIPIENT, rating: { stars: 5, comment: `by ${MARK}` } }),
];

function fold(events: readonly SessionRequestEvent[]): SessionRequest {
  let state: SessionRequest | null = null;
  for (const each of events) state = evolve(state, each);
  if (state === null) throw new Error('no events');
  return state;
}

const scrubbed = (events: readonly SessionRequestEvent[]) => events.map((each) => withoutRecipient(each, PSEUDONYM));

describe('Erasing the recipient of a request', () => {
  it.each([
    ['Closed', CLOSED],
    ['Expired', EXPIRED],
  ] as const)('leaves a %s request with a pseudonym, and its old link dies', (status, history) => {
    given(history)
      .when(command('erase-recipient', { pseudonym: PSEUDONYM }), at('12:00', 3))
      .leaves({ status, recipient: NOBODY, comment: '', linkGeneration: 2, erasedAt: at('12:00', 3) });
  });

  it.each([
    ['Open', OPEN],
    ['Waiting', WAITING],
    ['Ready', READY],
    ['Connected', CONNECTED],
  ] as const)('is refused while it is %s: it is closed first', (status, history) => {
    given(history)
      .when(command('erase-recipient'), at('09:20'))
      .refused({ reason: 'wrong-status', status, allowed: ['Closed', 'Expired'] });
  });

  it('is done once', () => {
    given([...CLOSED, ERASED])
      .when(command('erase-recipient', { pseudonym: 'Another' }), at('13:00'))
      .refused({ reason: 'already-done' });
  });

  it.each(
    (Object.keys(COMMAND_RULES) as CommandType[]).filter(
      (type) => !['create-request', 'erase-recipient'].includes(type),
    ),
  )('leaves nothing to do for %s, from whomever it comes', (type) => {
    const request = fold([...CLOSED, ERASED]);
    const situation = { now: at('13:00'), recipientSeenAt: null, settings: DEFAULT_SETTINGS };
    const reason = COMMAND_RULES[type].from.includes('Closed') ? 'nobody-to-reach' : 'wrong-status';
    expect(decide(command(type), request, situation)).toMatchObject({ ok: false, refusal: { reason } });
  });

  it('keeps who worked on it, when, how long and how it ended', () => {
    const before = fold(MARKED);
    const after = fold([...MARKED, ERASED]);
    expect(after).toMatchObject({
      number: before.number,
      createdAt: before.createdAt,
      createdBy: before.createdBy,
      assignee: before.assignee,
      sessions: before.sessions,
      outcome: 'solved',
      ticket: { id: TICKET.id, number: TICKET.number },
    });
  });

  it('leaves nothing in the state that leads to the recipient', () => {
    expect(JSON.stringify(fold(MARKED))).toContain(MARK);
    expect(JSON.stringify(fold([...MARKED, ERASED]))).not.toContain(MARK);
  });
});

describe('The log after the recipient was erased', () => {
  it.each(MARKED.map((each) => [each.type, each] as const))('holds nothing of the recipient in %s', (_type, each) => {
    expect(JSON.stringify(withoutRecipient(each, PSEUDONYM))).not.toContain(MARK);
  });

  it('comes to the same state as erasing does', () => {
    expect(fold([...scrubbed(MARKED), ERASED])).toEqual(fold([...MARKED, ERASED]));
  });

  it('is the same when it is cleaned again', () => {
    expect(scrubbed(scrubbed(MARKED))).toEqual(scrubbed(MARKED));
  });

  it('still proves that consent was given, and drops what it does not know', () => {
    const granted = event('access-granted', at('09:10'));
    const later = { ...granted, consent: { ...granted.consent, addressHash: 'hash of an address' } };
    expect(withoutRecipient(later, PSEUDONYM)).toMatchObject({ consent: granted.consent });
    expect(JSON.stringify(withoutRecipient(later, PSEUDONYM))).not.toContain('hash of an address');
  });
});
