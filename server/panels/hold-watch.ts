import type { Timers } from '../deliveries/dispatch/timers.ts';
import type { LiveUpdates } from '../live/live-updates.ts';
import { createBell } from './bell.ts';
import type { Look } from './look.ts';

export type Watched = { readonly installationId: string; readonly tickets: ReadonlySet<string> };

export type HoldOptions<Answer> = Watched & {
  readonly timers: Timers;
  readonly live: Pick<LiveUpdates, 'subscribe'>;
  readonly onLearned: (listener: (installationId: string, ticketId: string) => void) => () => void;
  readonly holdMs: number;
  readonly gone: AbortSignal;
  readonly look: () => Promise<Look<Answer>>;
};

export type Held = {
  /** Answers now, whatever there is. */
  finish(): void;
};

/** Holds a call until there is news for it or its time is over. `end` gives the last look; null: the caller has gone. */
export function holdWatch<Answer>(options: HoldOptions<Answer>): Held & { readonly end: Promise<Look<Answer> | null> } {
  const { installationId, tickets, timers, live, onLearned, holdMs, gone, look } = options;
  const bell = createBell();
  let isOver = false;
  const finish = (): void => {
    isOver = true;
    bell.ring();
  };
  const heard = (ofInstallation: string, ticketId: string | null): void => {
    if (ofInstallation === installationId && ticketId !== null && tickets.has(ticketId)) bell.ring();
  };
  const wait = async (): Promise<Look<Answer> | null> => {
    // Subscribed before the first look: what changes during it rings.
    const stops = [
      live.subscribe((change) => heard(change.installationId, change.ticketId)),
      onLearned(heard),
      timers.after(holdMs, finish),
    ];
    gone.addEventListener('abort', finish, { once: true });
    try {
      for (;;) {
        const isLast = isOver;
        if (gone.aborted) return null;
        const found = await look();
        if (gone.aborted) return null;
        if (found.news || isLast || found.waitsFor === 'nothing') return found;
        await bell.rung();
      }
    } finally {
      gone.removeEventListener('abort', finish);
      for (const stop of stops) stop();
    }
  };
  return { finish, end: wait() };
}
