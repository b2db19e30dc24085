import { STATUSES } from '../../../core/session-request/states.ts';
import type { From, Move } from './attempts.ts';

const ORDER: readonly From[] = ['none', ...STATUSES];

/** A mermaid state diagram of the moves between statuses that really happened. */
export function stateDiagram(moves: readonly Move[]): string {
  const lines = ['stateDiagram-v2', '  direction LR'];
  for (const from of ORDER) {
    for (const to of STATUSES) {
      const events = moves.filter((move) => move.from === from && move.to === to && from !== to);
      const names = [...new Set(events.map((move) => move.event))];
      if (names.length > 0) lines.push(`  ${from === 'none' ? '[*]' : from} --> ${to}: ${names.join('<br/>')}`);
    }
  }
  return lines.join('\n');
}
