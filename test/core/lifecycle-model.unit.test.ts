import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { CommandType, SessionRequestCommand } from '../../core/session-request/commands.ts';
import { catchUp, decide, sweep } from '../../core/session-request/decide.ts';
import type { EventType } from '../../core/session-request/events.ts';
import { permittedActions } from '../../core/session-request/permitted-actions.ts';
import type { RefusalReason } from '../../core/session-request/refusals.ts';
import { COMMAND_RULES } from '../../core/session-request/rules.ts';
import { STATUSES, type SessionRequest, isActive } from '../../core/session-request/states.ts';
import { dueCommand, nextDueAt } from '../../core/session-request/timers.ts';
import { DEFAULT_SETTINGS, type Situation } from '../../core/session-request/values.ts';
import { DAY } from '../builders/times.ts';
import { ALLOWED_STEPS } from './model/allowed-steps.ts';
import { type Step, anyStory, commandOf } from './model/any-story.ts';
import { follow, newBystander } from './model/watcher.ts';

const RUNS = Number(process.env['LIFECYCLE_RUNS'] ?? 800);
const SEED = Number(process.env['LIFECYCLE_SEED'] ?? 20_260_112);

const TIMEOUT_MS = Math.max(30_000, RUNS * 20);

const tried = new Set<string>();
const happened = new Set<EventType>();
const refused = new Set<RefusalReason>();

/** Every reason there is, and who gives it; the keys make a missing one a type error. */
const GIVEN_BY: Record<RefusalReason, 'the lifecycle' | 'the use cases'> = {
  'no-such-request': 'the lifecycle',
  'already-exists': 'the lifecycle',
  'wrong-status': 'the lifecycle',
  expired: 'the lifecycle',
  'not-for-this-actor': 'the lifecycle',
  'sign-in-needed': 'the lifecycle',
  'start-in-the-past': 'the lifecycle',
  'expiry-in-the-past': 'the lifecycle',
  'expiry-before-start': 'the lifecycle',
  'expiry-too-late': 'the lifecycle',
  'nobody-to-reach': 'the lifecycle',
  'no-way-to-send': 'the lifecycle',
  'consent-missing': 'the lifecycle',
  'address-missing': 'the lifecycle',
  'address-mismatch': 'the lifecycle',
  'asked-recently': 'the lifecycle',
  'other-device': 'the lifecycle',
  'outside-limits': 'the lifecycle',
  'no-session': 'the lifecycle',
  'too-late': 'the lifecycle',
  'too-early': 'the lifecycle',
  taken: 'the lifecycle',
  'already-done': 'the lifecycle',
  'was-reported': 'the lifecycle',
  'ticket-gone': 'the lifecycle',
  'has-a-ticket': 'the lifecycle',
  'nothing-changed': 'the lifecycle',
  'not-permitted': 'the use cases',
  'stale-version': 'the use cases',
  'same-id-other-body': 'the use cases',
};

describe('Whatever anybody does, in any order, repeated, and however late', () => {
  it(
    'a request keeps its promises',
    () => {
      fc.assert(
        fc.property(anyStory, (story) => {
          const seen = newBystander();
          for (const step of story) {
            const before = seen.request;
            const situation = situationOf(step);
            const command = commandOf(step, before);
            const decision = decide(command, before, situation);
            note(command.type, before, situation);
            if (!decision.ok) refused.add(decision.refusal.reason);
            if (!decision.ok) continue;
            expect(decision.events.length).toBeGreaterThan(0);
            checkButton(command, before, situation);
            for (const event of decision.events) {
              expect(event.at).toBe(step.now);
              happened.add(event.type);
              checkTimers(follow(seen, event), situation);
            }
          }
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'a late sweep ends where punctual ones would have ended',
    () => {
      fc.assert(
        fc.property(anyStory, fc.integer({ min: 0, max: 20 * DAY }), (story, silenceMs) => {
          const last = story.at(-1);
          const request = live(story);
          if (request === null || last === undefined) return;
          const until = { ...situationOf(last), now: last.now + silenceMs };
          expect(ending(catchUp(request, until).request)).toEqual(ending(sweptPunctually(request, until, last.now)));
        }),
        { numRuns: RUNS / 2, seed: SEED },
      );
    },
    TIMEOUT_MS,
  );

  it('was tried: every command in every status, every event, every refusal', () => {
    const everyPair = [...STATUSES, 'none'].flatMap((status) =>
      Object.keys(COMMAND_RULES).map((type) => `${status} + ${type}`),
    );
    expect(everyPair.filter((pair) => !tried.has(pair) && !pair.startsWith('none'))).toEqual([]);
    expect(tried).toContain('none + create-request');
    expect(tried).toContain('none + join');
    expect(Object.keys(ALLOWED_STEPS).filter((type) => !happened.has(type as EventType))).toEqual([]);
    const reasons = (Object.keys(GIVEN_BY) as RefusalReason[]).filter((reason) => GIVEN_BY[reason] === 'the lifecycle');
    expect([...refused].toSorted(byName)).toEqual(reasons.toSorted(byName));
  });
});

const byName = (a: string, b: string) => a.localeCompare(b);

function situationOf(step: Step): Situation {
  return { now: step.now, recipientSeenAt: step.recipientSeenAt, settings: DEFAULT_SETTINGS };
}

function note(type: CommandType, before: SessionRequest | null, situation: Situation): void {
  const status = before === null ? 'none' : catchUp(before, situation).request.status;
  tried.add(`${status} + ${type}`);
}

/** What a person got done, his panel or page had a button for. */
function checkButton(command: SessionRequestCommand, before: SessionRequest | null, situation: Situation): void {
  if (before === null || (command.actor.kind !== 'agent' && command.actor.kind !== 'recipient')) return;
  const buttons = permittedActions(command.actor, before, situation).map((action) => action.command);
  expect(buttons).toContain(command.type);
}

/** A request that can still change by itself says when; one that was caught up with has nothing due. */
function checkTimers(request: SessionRequest, situation: Situation): void {
  const watched = request.status === 'Connected' && request.session.source === 'remote-tool';
  expect(nextDueAt(request, situation) === null).toBe(!isActive(request) || watched);
  const caughtUp = catchUp(request, situation);
  expect(dueCommand(caughtUp.request, situation)).toBeNull();
  expect(caughtUp.events.every((event) => event.actor.kind === 'system')).toBe(true);
}

/** The request after the story. */
function live(story: readonly Step[]): SessionRequest | null {
  const seen = newBystander();
  for (const step of story) {
    const decision = decide(commandOf(step, seen.request), seen.request, situationOf(step));
    if (decision.ok) for (const event of decision.events) follow(seen, event);
  }
  return seen.request;
}

function sweptPunctually(request: SessionRequest, until: Situation, from: number): SessionRequest {
  let current = request;
  let now = from;
  for (;;) {
    current = sweep(current, { ...until, now }).request;
    const due = nextDueAt(current, { ...until, now });
    if (due === null || due > until.now) return current;
    now = Math.max(now, due);
  }
}

/** What a sweep's punctuality must not change; the moment it noted may be later. */
function ending(request: SessionRequest): object {
  const { status, sessions, linkGeneration, denials } = request;
  return { status, sessions, linkGeneration, denials, reason: request.status === 'Closed' ? request.reason : null };
}
