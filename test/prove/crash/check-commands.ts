import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { Findings } from '../shared/proof.ts';
import { evidenceOf } from './evidence.ts';
import { type Journal, PRESS_EVENTS, type SentCommand } from './journal.ts';

/** The whole log, by request. Events in order. */
export type Logs = ReadonlyMap<string, readonly SessionRequestEvent[]>;

type Place = { readonly requestId: string; readonly seq: number };

/** Acknowledged commands are in the log exactly once, refused ones not at all, unanswered ones at most once. */
export function checkCommands(journal: Journal, logs: Logs, findings: Findings): void {
  const places = placesByEvidence(logs);
  for (const command of journal.commands()) findings.check(wrongWith(command, places.get(command.evidence) ?? []));
  for (const { requestId, press, acknowledged, doubtful } of journal.presses()) {
    const found = (logs.get(requestId) ?? []).filter((event) => event.type === PRESS_EVENTS[press]).length;
    const isRight = found >= acknowledged && found <= acknowledged + doubtful;
    const told = `${acknowledged} presses of ${press} were acknowledged and ${doubtful} unanswered`;
    findings.check(isRight ? null : `${requestId}: ${told}, but the log has ${found}`);
  }
}

function wrongWith({ what, evidence, outcome }: SentCommand, places: readonly Place[]): string | null {
  const name = `${what} ${evidence}`;
  switch (outcome.kind) {
    case 'refused':
      return places.length === 0 ? null : `${name} was refused, and is in the log`;
    case 'doubtful':
      return places.length <= 1 ? null : `${name} is in the log ${places.length} times`;
    case 'acknowledged': {
      const [place] = places;
      if (place === undefined) return `${name} was acknowledged, and is lost`;
      if (places.length > 1) return `${name} was acknowledged once, and is in the log ${places.length} times`;
      if (place.requestId !== outcome.requestId) return `${name} is in the log of another request`;
      const isThere = outcome.seq === null || outcome.seq === place.seq;
      return isThere ? null : `${name} was acknowledged as event ${outcome.seq}, and is event ${place.seq}`;
    }
    default:
      return outcome satisfies never;
  }
}

function placesByEvidence(logs: Logs): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const [requestId, events] of logs) {
    for (const [index, event] of events.entries()) {
      const evidence = evidenceOf(event);
      if (evidence === null) continue;
      const known = places.get(evidence) ?? [];
      known.push({ requestId, seq: index + 1 });
      places.set(evidence, known);
    }
  }
  return places;
}
