import type { ConsoleAction } from './action.ts';
import { press } from './action.ts';

/** What one press does. */
export const PRESSES: readonly ConsoleAction[] = [
  press('claim', ({ actor }) => ({ type: 'claim', actor })),
  press('ask-for-access', ({ actor }) => ({ type: 'ask-for-access', actor })),
  press('start-session', ({ actor, now }) => ({
    type: 'start-session',
    actor,
    source: 'agent',
    startedAt: now,
    address: null,
    agent: actor.kind === 'agent' ? actor.agent : null,
    externalId: null,
  })),
  press('end-session', ({ actor, now }) => ({
    type: 'end-session',
    actor,
    source: 'agent',
    endedAt: now,
    endedBy: 'agent',
  })),
  press('note-called-back', ({ actor }) => ({ type: 'note-called-back', actor })),
  press('keep-open', ({ actor }) => ({ type: 'keep-open', actor })),
];
