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
  readonly person: string;
  /** Which of his browsers. */
  readonly panel: string;
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
  /** When a panel that this person has just opened may begin to watch. */
  begin(installationId: string, person: string): AskAgain;
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
  const held = new Set<Held & { readonly person: string }>();
  let isStopping = false;

  const soonest = (): EpochMs => clock.now() + (isStopping ? RESTART_MS : 0);
  const earliestFor = <Answer>({ waitsFor, news }: Look<Answer>): EpochMs | null => {
    switch (waitsFor) {
      case 'nothing':
        return null;
      case 'knowledge':
        return news ? soonest() : clock.now() + KNOWLEDGE_REST_MS;
      case 'changes':
        return soonest();
      default:
        return waitsFor satisfies never;
    }
  };
  const afterMs = (at: EpochMs): number => Math.max(0, Math.ceil(at - clock.now()));
  const watch = async <Answer>(asked: WatchAsked<Answer>): Promise<WatchEnd<Answer>> => {
    const { installationId, person } = asked;
    const watcher = `${person} ${asked.panel}`;
    const ledger = ledgers.of(installationId);
    ledger.came(watcher, clock.now());
    ledger.leave(person);
    if (held.size >= MOST_HELD) return { kind: 'full' };
    const hold = holdWatch({ ...deps, ...asked, holdMs: isStopping ? 0 : asked.holdMs });
    const entry = { person: `${installationId} ${person}`, finish: () => hold.finish() };
    held.add(entry);
    const look = await hold.end.finally(() => held.delete(entry));
    const earliest = look === null ? null : earliestFor(look);
    if (earliest === null) ledger.leave(watcher);
    if (look === null) return { kind: 'gone' };
    const at = earliest === null ? null : ledger.reserve(watcher, clock.now(), earliest);
    return { kind: 'answered', answer: look.answer, askAgain: at === null ? null : { afterMs: afterMs(at) } };
  };
  return {
    watch,
    pressed: (installationId) => ledgers.of(installationId).pressed(clock.now()),
    begin: (installationId, person) => {
      const ledger = ledgers.of(installationId);
      const now = clock.now();
      const isHeld = [...held].some((one) => one.person === `${installationId} ${person}`);
      return { afterMs: afterMs(isHeld ? ledger.next(now) : ledger.reserve(person, now, now)) };
    },
    stop: () => {
      isStopping = true;
      for (const hold of held) hold.finish();
    },
  };
}
