import type { Clock } from '../../core/ports/world.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Timers } from '../deliveries/dispatch/timers.ts';
import type { LiveUpdates } from '../live/live-updates.ts';
import { createCallLedgers } from './call-ledgers.ts';
import { type Held, holdWatch, type Watched } from './hold-watch.ts';
import type { Look } from './look.ts';

export type AskAgain = { readonly afterMs: number };

export type WatchEnd<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer; readonly askAgain: AskAgain | null }
  /** This process holds as many calls as it can. */
  | { readonly kind: 'full' }
  /** The caller went away. */
  | { readonly kind: 'gone' };

export type WatchAsked<Answer> = Watched & {
  /** The browser that watches, among all of the account. */
  readonly watcher: string;
  readonly holdMs: number;
  readonly gone: AbortSignal;
  /** Looks what is new for this caller; asked again whenever something may have changed, and at the end. */
  readonly look: () => Promise<Look<Answer>>;
};

/** The panels that wait for news, and when each of them may call again. */
export type PanelWatches = {
  /** Answers as soon as there is news, or when the time is over. */
  watch<Answer>(asked: WatchAsked<Answer>): Promise<WatchEnd<Answer>>;
  /** Any other call of an account's app. */
  pressed(installationId: string): void;
  /** When a panel that has just opened may begin to watch. */
  begin(installationId: string): AskAgain;
  /** Answers all that are held; who comes later is not held. */
  stop(): void;
};

type Deps = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly live: Pick<LiveUpdates, 'subscribe'>;
  readonly onLearned: (listener: (installationId: string, ticketId: string) => void) => () => void;
};

const MOST_HELD = 500;
/** Nothing came of waiting for what the help desk may tell: no hurry any more. */
const KNOWLEDGE_REST_MS = 30_000;
/** The next process is up by then. */
const RESTART_MS = 3000;

export function createPanelWatches(deps: Deps): PanelWatches {
  const { clock } = deps;
  const ledgers = createCallLedgers(clock);
  const held = new Set<Held>();
  let isStopping = false;

  const earliestFor = <Answer>({ waitsFor, news }: Look<Answer>, now: EpochMs): EpochMs | null => {
    const soonest = isStopping ? now + RESTART_MS : now;
    switch (waitsFor) {
      case 'nothing':
        return null;
      case 'knowledge':
        return news ? soonest : now + KNOWLEDGE_REST_MS;
      case 'changes':
        return soonest;
      default:
        return waitsFor satisfies never;
    }
  };
  const askAgain = <Answer>(look: Look<Answer>, { installationId, watcher }: WatchAsked<Answer>): AskAgain | null => {
    const ledger = ledgers.of(installationId);
    const now = clock.now();
    const earliest = earliestFor(look, now);
    if (earliest !== null) return { afterMs: Math.ceil(ledger.reserve(watcher, now, earliest) - now) };
    ledger.leave(watcher);
    return null;
  };
  return {
    watch: async (asked) => {
      ledgers.of(asked.installationId).came(asked.watcher, clock.now());
      if (held.size >= MOST_HELD) return { kind: 'full' };
      const hold = holdWatch({ ...deps, ...asked, holdMs: isStopping ? 0 : asked.holdMs });
      held.add(hold);
      const look = await hold.end.finally(() => held.delete(hold));
      return look === null
        ? { kind: 'gone' }
        : { kind: 'answered', answer: look.answer, askAgain: askAgain(look, asked) };
    },
    pressed: (installationId) => ledgers.of(installationId).pressed(clock.now()),
    begin: (installationId) => ({ afterMs: Math.ceil(ledgers.of(installationId).next(clock.now()) - clock.now()) }),
    stop: () => {
      isStopping = true;
      for (const hold of held) hold.finish();
    },
  };
}
