import type { CommandType } from '../../../core/session-request/commands.ts';
import { decide } from '../../../core/session-request/decide.ts';
import type { EventType, SessionRequestEvent } from '../../../core/session-request/events.ts';
import { evolve } from '../../../core/session-request/evolve.ts';
import type { RefusalReason } from '../../../core/session-request/refusals.ts';
import { COMMAND_RULES } from '../../../core/session-request/rules.ts';
import type { SessionRequest, Status } from '../../../core/session-request/states.ts';
import { isTimerCommand } from '../../../core/session-request/timers.ts';
import { DEFAULT_SETTINGS } from '../../../core/session-request/values.ts';
import { HOUR, MINUTE, at } from '../../builders/times.ts';
import { HISTORIES, samplesOf } from './samples.ts';

export type From = Status | 'none';

/** One event that a command made: which status it met and which it left. */
export type Move = { readonly from: From; readonly event: EventType; readonly to: Status };

/** A command really given to a sample request. `to` is null when it was refused. */
export type Attempt = {
  readonly command: CommandType;
  readonly from: From;
  readonly to: Status | null;
  readonly refusal: RefusalReason | null;
  readonly moves: readonly Move[];
};

export const COMMANDS = Object.keys(COMMAND_RULES) as CommandType[];

/** Every sample command in every sample request: at once, and, for what only time brings about, also later. */
export function allAttempts(): readonly Attempt[] {
  const attempts: Attempt[] = [];
  for (const command of COMMANDS.flatMap(samplesOf)) {
    const laterMs = isTimerCommand(command) ? [MINUTE, 20 * MINUTE, HOUR, 3 * HOUR, 13 * HOUR, 25 * HOUR] : [MINUTE];
    for (const history of HISTORIES) {
      for (const ms of laterMs) attempts.push(attempt(command, history, ms));
    }
  }
  return attempts;
}

function attempt(
  command: ReturnType<typeof samplesOf>[number],
  history: readonly SessionRequestEvent[],
  laterMs: number,
): Attempt {
  const before = folded(null, history).request;
  const now = (history.at(-1)?.at ?? at('09:00')) + laterMs;
  const decision = decide(command, before, { now, recipientSeenAt: null, settings: DEFAULT_SETTINGS });
  const given = { command: command.type, from: before?.status ?? 'none' } as const;
  if (!decision.ok) return { ...given, to: null, refusal: decision.refusal.reason, moves: [] };
  const { request, moves } = folded(before, decision.events);
  return { ...given, to: request?.status ?? null, refusal: null, moves };
}

function folded(before: SessionRequest | null, events: readonly SessionRequestEvent[]) {
  let request = before;
  const moves: Move[] = [];
  for (const event of events) {
    const from = request?.status ?? 'none';
    request = evolve(request, event);
    moves.push({ from, event: event.type, to: request.status });
  }
  return { request, moves };
}
