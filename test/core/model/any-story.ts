import * as fc from 'fast-check';
import type { CommandType, SessionRequestCommand } from '../../../core/session-request/commands.ts';
import { COMMAND_RULES } from '../../../core/session-request/rules.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { command } from '../../builders/commands.ts';
import { DAY, HOUR, MINUTE, SECOND, at } from '../../builders/times.ts';
import { anyCommand } from './any-command.ts';

/** One thing that happens: a command, at a moment, while the recipient was last seen then. */
export type Step = {
  readonly now: EpochMs;
  readonly recipientSeenAt: EpochMs | null;
  /** `onward`: whatever brings the request on its usual way from where it is. */
  readonly command: SessionRequestCommand | 'onward';
};

/** The command that a step means for this request. */
export function commandOf(step: Step, before: SessionRequest | null): SessionRequestCommand {
  if (step.command !== 'onward') return step.command;
  const { now } = step;
  switch (before?.status) {
    case undefined:
      return command('create-request');
    case 'Open':
      return command('join');
    case 'Waiting':
      return command('allow-access', { device: before.device });
    case 'Ready':
      return command('start-session', { startedAt: now });
    case 'Connected':
      return command('end-session', { endedAt: now });
    case 'Closed':
    case 'Expired':
      return command('reopen-request');
    default:
      return before satisfies never;
  }
}

const EVERY = Object.keys(COMMAND_RULES) as CommandType[];

/** One step in three leads on, so that every status is reached often. */
const commandType = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...EVERY) },
  { weight: 4, arbitrary: fc.constant('onward' as const) },
  // These seldom meet the moment, or the data, in which they mean something.
  {
    weight: 3,
    arbitrary: fc.constantFrom<CommandType>(
      'follow-ticket-closed',
      'keep-open',
      'allow-access',
      'claim',
      'launch-connect',
      'note-unanswered',
      'remind',
      'rate-session',
      'start-session',
    ),
  },
);

/** How long after the step before: at once, soon, after a lunch, or after days, often right at the edge of a timer. */
const pause = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5 * MINUTE }) },
  { weight: 2, arbitrary: fc.constantFrom(90 * SECOND, 2 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 * HOUR }) },
  { weight: 1, arbitrary: fc.constantFrom(8 * HOUR, 12 * HOUR, DAY, DAY - 1, 7 * DAY, 20 * DAY) },
);

/** Milliseconds since the recipient was last seen; null: never. */
const seenAgo = fc.oneof(fc.constant(null), fc.constant(0), fc.integer({ min: 0, max: HOUR }));

const beginning = fc.constantFrom(
  command('create-request'),
  command('create-request', { ticket: null }),
  command('create-request', { schedule: { startAt: at('12:00'), timeZone: 'Asia/Taipei' } }),
  'strangely' as const,
);

const beat = fc.tuple(pause, seenAgo, commandType, fc.boolean());

/**
 * A request's life: made, then up to 40 commands in any order, from anybody, sometimes twice, sometimes late. Some stories begin with
 * a command before there is any request, and some with a creation that is refused.
 */
export const anyStory: fc.Arbitrary<readonly Step[]> = fc
  .tuple(beginning, fc.array(beat, { minLength: 1, maxLength: 40, size: 'max' }))
  .chain(([begins, beats]) => {
    let now = at('09:00');
    const steps: fc.Arbitrary<Step[]>[] = [];
    if (begins !== 'strangely') steps.push(fc.constant([{ now, recipientSeenAt: null, command: begins }]));
    else steps.push(step(now, null, 'join'), step(now, null, 'create-request'), step(now, null, 'create-request'));
    for (const [wait, ago, type, twice] of beats) {
      now += wait;
      const moment = now;
      const one = step(moment, ago, type);
      steps.push(twice ? one.map((made) => [...made, ...made]) : one);
    }
    return fc.tuple(...steps).map((all) => all.flat());
  });

function step(now: EpochMs, ago: number | null, type: CommandType | 'onward'): fc.Arbitrary<Step[]> {
  const recipientSeenAt = ago === null ? null : now - ago;
  const given = type === 'onward' ? fc.constant(type) : anyCommand(type, now);
  return given.map((made) => [{ now, recipientSeenAt, command: made }]);
}
