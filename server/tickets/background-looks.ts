import type { Clock } from '../../core/ports/world.ts';
import type { EpochMs } from '../../core/session-request/values.ts';

/** `in-vain`: the help desk gave nothing; null asks again after the usual rest. */
export type Looked = { readonly kind: 'learned' } | { readonly kind: 'in-vain'; readonly againAt: EpochMs | null };

/** `slow`: under way for longer than anybody should wait. `in-vain`: the last one was, also while another is tried. */
export type LookState = 'none' | 'under-way' | 'slow' | 'in-vain';

/** Questions to help desks that nobody waits for. Each thing has an installation and an id there. */
export type BackgroundLooks = {
  /** One at a time for each thing, a few for each installation; after one in vain it rests. Returns at once. */
  begin(installationId: string, id: string): void;
  stateOf(installationId: string, id: string): LookState;
  /** Told whenever `stateOf` may have changed for the better or the worse. */
  onChanged(listener: (installationId: string, id: string) => void): () => void;
  /** Settles when no look is waiting or under way. */
  quiet(): Promise<void>;
  /** Begins nothing new, not even what waits. */
  stop(): void;
};

type Deps = {
  readonly clock: Clock;
  readonly look: (installationId: string, id: string) => Promise<Looked>;
  readonly report: (error: unknown, installationId: string) => void;
};

type Entry = { readonly installationId: string; readonly id: string; readonly isRetry: boolean; isSlow: boolean };

const REST_MS = 30_000;
const SLOW_MS = 3000;
const AT_ONCE = 4;
const MOST_KEPT = 10_000;

export function createBackgroundLooks(deps: Deps): BackgroundLooks {
  const begun = new Map<string, Entry>();
  const restingUntil = new Map<string, EpochMs>();
  const lines = new Map<string, Line>();
  const listeners = new Set<(installationId: string, id: string) => void>();
  let isStopped = false;

  const tell = ({ installationId, id }: Entry): void => {
    for (const listener of listeners) listener(installationId, id);
  };
  const carryOut = async (key: string, entry: Entry): Promise<void> => {
    const againAt = isStopped ? 0 : await lookedUntil(deps, entry);
    if (againAt === null) restingUntil.delete(key);
    else rest(restingUntil, key, againAt);
    begun.delete(key);
    if (!isStopped) tell(entry);
  };
  return {
    begin: (installationId, id) => {
      const key = keyOf(installationId, id);
      const isRetry = restingUntil.has(key);
      if (isStopped || begun.has(key) || (restingUntil.get(key) ?? 0) > deps.clock.now()) return;
      const entry = { installationId, id, isRetry, isSlow: false };
      begun.set(key, entry);
      const slow = setTimeout(() => {
        entry.isSlow = true;
        tell(entry);
      }, SLOW_MS).unref();
      const line = lines.get(installationId) ?? createLine(AT_ONCE, () => lines.delete(installationId));
      lines.set(installationId, line);
      line.add(() => carryOut(key, entry).finally(() => clearTimeout(slow)));
    },
    stateOf: (installationId, id) => {
      const key = keyOf(installationId, id);
      const entry = begun.get(key);
      if (entry === undefined || entry.isRetry) return restingUntil.has(key) ? 'in-vain' : 'none';
      return entry.isSlow ? 'slow' : 'under-way';
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    quiet: async () => {
      while (lines.size > 0) await Promise.all([...lines.values()].map((line) => line.empty()));
    },
    stop: () => {
      isStopped = true;
    },
  };
}

const keyOf = (installationId: string, id: string): string => `${installationId}\n${id}`;

function rest(resting: Map<string, EpochMs>, key: string, until: EpochMs): void {
  if (resting.size >= MOST_KEPT) resting.clear();
  resting.set(key, until);
}

/** Null when something was learned, else when to look again. */
async function lookedUntil({ look, clock, report }: Deps, { installationId, id }: Entry): Promise<EpochMs | null> {
  try {
    const looked = await look(installationId, id);
    return looked.kind === 'learned' ? null : Math.max(looked.againAt ?? 0, clock.now() + REST_MS);
  } catch (error) {
    report(error, installationId);
    return clock.now() + REST_MS;
  }
}

type Line = { add(work: () => Promise<void>): void; empty(): Promise<void> };

/** At most `atOnce` works side by side, the others in the order they came. */
function createLine(atOnce: number, onEmpty: () => void): Line {
  const waiting: (() => Promise<void>)[] = [];
  const running = new Set<Promise<void>>();
  const next = (): void => {
    const work = running.size < atOnce ? waiting.shift() : undefined;
    if (work === undefined) return;
    const promise = work().finally(() => {
      running.delete(promise);
      next();
      if (running.size === 0) onEmpty();
    });
    running.add(promise);
  };
  return {
    add: (work) => {
      waiting.push(work);
      next();
    },
    empty: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
