import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { catchUp, decide } from '../../../core/session-request/decide.ts';
import { evolve } from '../../../core/session-request/evolve.ts';
import { COMMAND_RULES } from '../../../core/session-request/rules.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { isTimerCommand } from '../../../core/session-request/timers.ts';
import { DEFAULT_SETTINGS } from '../../../core/session-request/values.ts';
import { type Step, anyStory, commandOf } from '../../core/model/any-story.ts';
import { type Attempt, allAttempts } from './attempts.ts';

const told = new Set(allAttempts().map(outcome));

describe('The reference of the lifecycle', () => {
  it('tells every outcome that a story of any kind has', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let request: SessionRequest | null = null;
        const happened: string[] = [];
        for (const step of story) {
          const [after, attempt] = tried(request, step);
          request = after;
          if (attempt.refusal !== 'not-for-this-actor') happened.push(outcome(attempt));
        }
        expect(happened.filter((each) => !told.has(each))).toEqual([]);
      }),
      { numRuns: 300, seed: 20_260_112 },
    );
  });
});

/** Where the status is right, the reference gives a command's refusals once for all statuses. */
function outcome({ command, from, to, refusal }: Omit<Attempt, 'moves'>): string {
  const rightStatus = COMMAND_RULES[command].from.includes(from);
  return rightStatus && refusal !== null ? `${command}: ${refusal}` : `${command} in ${from}: ${to ?? refusal}`;
}

/** The request after the step, and what became of its command in the status that its timers left. */
function tried(before: SessionRequest | null, step: Step): [SessionRequest | null, Omit<Attempt, 'moves'>] {
  const command = commandOf(step, before);
  const recipientSeenAt = command.actor.kind === 'recipient' ? step.now : step.recipientSeenAt;
  const situation = { now: step.now, recipientSeenAt, settings: DEFAULT_SETTINGS };
  const met = before === null || isTimerCommand(command) ? before : catchUp(before, situation).request;
  const decision = decide(command, before, situation);
  const given = { command: command.type, from: met?.status ?? 'none' } as const;
  if (!decision.ok) return [before, { ...given, to: null, refusal: decision.refusal.reason }];
  let after = before;
  for (const event of decision.events) after = evolve(after, event);
  return [after, { ...given, to: after?.status ?? null, refusal: null }];
}
