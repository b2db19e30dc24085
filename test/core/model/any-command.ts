import * as fc from 'fast-check';
import type { CommandType, SessionRequestCommand } from '../../../core/session-request/commands.ts';
import {
  READINESS_CHECKS,
  READINESS_RESULTS,
  type Readiness,
  SYSTEMS,
} from '../../../core/session-request/readiness.ts';
import { COMMAND_RULES } from '../../../core/session-request/rules.ts';
import {
  type Actor,
  type Assignee,
  CHANNELS,
  type EpochMs,
  INTENTS,
  OUTCOMES,
  type Rating,
  type Recipient,
  type SessionSource,
} from '../../../core/session-request/values.ts';
import type { CommandOf } from '../../builders/commands.ts';
import {
  ANNA,
  BEN,
  BY_ANNA,
  BY_ANNA_ASSERTED,
  BY_BEN,
  BY_HELP_DESK,
  BY_RECIPIENT,
  BY_REMOTE_TOOL,
  BY_SYSTEM,
  MAY,
  MAYS_ADDRESS,
  NETWORK_QUEUE,
  OTHER_ADDRESS,
  OTHER_TICKET,
  TICKET,
  UNASSIGNED,
  assignedTo,
} from '../../builders/people.ts';
import { DAY, HOUR, MINUTE } from '../../builders/times.ts';

type Data<Type extends CommandType> = Omit<CommandOf<Type>, 'type' | 'actor'>;
type DataAt = { readonly [Type in CommandType]: (now: EpochMs) => fc.Arbitrary<Data<Type>> };

const ACTORS: readonly Actor[] = [
  BY_ANNA,
  BY_BEN,
  BY_ANNA_ASSERTED,
  BY_RECIPIENT,
  BY_REMOTE_TOOL,
  BY_HELP_DESK,
  BY_SYSTEM,
];

/** Any command at all, with times around `now`; four times in five from somebody who may give it. */
export function anyCommand(type: CommandType, now: EpochMs): fc.Arbitrary<SessionRequestCommand> {
  const fitting = ACTORS.filter((actor) => COMMAND_RULES[type].who.includes(actor.kind));
  const actor = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...fitting) },
    { weight: 1, arbitrary: fc.constantFrom(...ACTORS) },
  );
  const data: fc.Arbitrary<object> = DATA[type](now);
  return fc.tuple(actor, data).map(([by, rest]) => ({ ...rest, type, actor: by }) as SessionRequestCommand);
}

/** A moment near `now`: mostly ahead, sometimes behind, sometimes far off or exactly now. */
function moment(now: EpochMs): fc.Arbitrary<EpochMs> {
  return fc.oneof(
    fc.integer({ min: 1, max: 2 * DAY }).map((ms) => now + ms),
    fc.integer({ min: 0, max: 3 * HOUR }).map((ms) => now - ms),
    fc.constantFrom(0, now, now - MINUTE, now + 14 * DAY, now + 15 * DAY, Number.MAX_SAFE_INTEGER),
  );
}

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 3 });
const text = fc.constantFrom('', 'Rebooted.', '<b>&amp;', '\u202e', 'a'.repeat(500));
const address = fc.constantFrom(MAYS_ADDRESS, OTHER_ADDRESS, 'may@ad', '');
const agent = fc.constantFrom(ANNA, BEN);
const ticket = fc.constantFrom(TICKET, OTHER_TICKET);
const channel = fc.constantFrom(...CHANNELS);
const zone = fc.constantFrom('UTC', 'Asia/Taipei');
const source = fc.constantFrom<SessionSource>('remote-tool', 'webhook', 'agent');
const language = fc.constantFrom('en', 'zh-TW');
const assignee = fc.constantFrom<Assignee>(
  UNASSIGNED,
  NETWORK_QUEUE,
  assignedTo(ANNA),
  assignedTo(BEN, 'queue-network'),
  { kind: 'client', address: '111222333' },
);
const recipient: fc.Arbitrary<Recipient> = fc.record({
  name: fc.constantFrom(MAY.name, 'Li Wei'),
  email: maybe(fc.constantFrom('may@customer.example', 'li@customer.example')),
  phone: maybe(fc.constantFrom('+886912345678', '+886987654321')),
});
const schedule = (now: EpochMs) => fc.record({ startAt: moment(now), timeZone: zone });
const device = maybe(fc.constantFrom('device-1', 'device-2'));
const intents = fc.subarray([...INTENTS], { minLength: 1 });
const moveLimits = (now: EpochMs) => fc.record({ earliestAt: moment(now), latestAt: moment(now) });
const rating: fc.Arbitrary<Rating> = fc.record({ stars: fc.constantFrom(1, 2, 3, 4, 5), comment: text });
const readiness: fc.Arbitrary<Readiness> = fc.record({
  system: fc.constantFrom(...SYSTEMS),
  findings: fc.array(
    fc.record({ check: fc.constantFrom(...READINESS_CHECKS), result: fc.constantFrom(...READINESS_RESULTS) }),
    { maxLength: 6 },
  ),
});
const nothing = () => fc.constant({});

const DATA: DataAt = {
  'create-request': (now) =>
    fc.record({
      id: fc.constant('request-1'),
      number: fc.constant('RS-000123'),
      installationId: fc.constant('acme'),
      ticket: maybe(ticket),
      recipient,
      language,
      assignee,
      comment: text,
      schedule: maybe(schedule(now)),
      expiresAt: maybe(moment(now)),
      channels: fc.subarray([...CHANNELS]),
      phrase: fc.constant('amber harbour'),
      intents,
      moveLimits: maybe(moveLimits(now)),
    }),
  join: () => fc.record({ device }),
  'move-here': () => fc.record({ device }),
  'note-readiness': () => fc.record({ readiness }),
  'tell-nobody-came': nothing,
  remind: nothing,
  'set-session-link': () => fc.record({ url: maybe(fc.constant('https://my.anydesk.com/v2/session/abc')) }),
  'rate-session': () => fc.record({ rating }),
  'enter-address': () => fc.record({ address, device, remembered: fc.boolean() }),
  'propose-addresses': () =>
    fc.record({
      source: fc.constantFrom('asset' as const, 'came-online' as const),
      proposals: fc.array(fc.record({ address, name: text }), { maxLength: 7 }),
    }),
  'note-download': () => fc.record({ device }),
  'ask-for-access': nothing,
  'allow-access': () =>
    fc.record({
      consented: fc.boolean(),
      textVersion: fc.constant('3'),
      language,
      named: text,
      address: maybe(address),
      device,
      wishes: intents,
    }),
  'deny-access': nothing,
  'withdraw-consent': nothing,
  'lapse-access': nothing,
  'report-request': nothing,
  'launch-connect': () => fc.record({ takeOver: fc.boolean() }),
  'note-unanswered': nothing,
  'start-session': (now) =>
    fc.record({
      source,
      startedAt: moment(now),
      address: fc.oneof(fc.constant(null), address),
      agent: maybe(agent),
      externalId: maybe(fc.constantFrom('77', '78')),
    }),
  'end-session': (now) =>
    fc.record({
      source,
      endedAt: moment(now),
      endedBy: fc.constantFrom<'technical' | 'agent' | 'recipient'>('technical', 'agent', 'recipient'),
    }),
  'ask-session-end': nothing,
  'close-request': () => fc.record({ outcome: fc.constantFrom(...OUTCOMES), note: text }),
  'reopen-request': (now) => fc.record({ expiresAt: maybe(moment(now)) }),
  'expire-request': nothing,
  reschedule: (now) =>
    fc.record({
      schedule: schedule(now),
      expiresAt: maybe(moment(now)),
      moveLimits: fc.oneof(maybe(moveLimits(now)), fc.constant('none' as const)),
    }),
  'correct-recipient': () => fc.record({ recipient, language: maybe(language) }),
  'ask-new-link': nothing,
  'ask-call-back': () => fc.record({ phone: fc.constantFrom('+886912345678', '+14155550100'), when: text }),
  'drop-call-back': nothing,
  'note-called-back': nothing,
  assign: () => fc.record({ assignee }),
  claim: nothing,
  extend: (now) => fc.record({ expiresAt: moment(now) }),
  'add-comment': () => fc.record({ text }),
  'resend-invitation': () => fc.record({ channel }),
  'record-invitation': () =>
    fc.record({
      channel,
      result: fc.constantFrom('sent' as const, 'delivered' as const, 'failed' as const, 'bounced' as const),
      because: text,
      thenBy: maybe(channel),
    }),
  'attach-ticket': () => fc.record({ ticket }),
  'follow-ticket-merge': () => fc.record({ into: ticket }),
  'follow-ticket-closed': nothing,
  'follow-ticket-deleted': nothing,
  'follow-ticket-reassigned': () => fc.record({ from: maybe(agent), to: maybe(agent) }),
  'follow-agent-left': () => fc.record({ agentId: agent.map(({ id }) => id), place: assignee }),
  'keep-open': nothing,
  'erase-recipient': () => fc.record({ pseudonym: fc.constant('Erased person 7K3F') }),
};
