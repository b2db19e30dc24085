import type { AgentScope, HelpDesks } from '../../core/ports/help-desk.ts';
import type { Clock } from '../../core/ports/world.ts';
import { createBackgroundLooks, type Looked } from './background-looks.ts';
import { standingOf } from './last-known.ts';
import type { AgentScopeStore, SeenScope } from './agent-scope-store.ts';

/** `scope` null: no active agent. `checking`: the help desk is being asked. `unknown`: it does not answer, and nothing is remembered. */
export type KnownScope =
  | { readonly kind: 'known'; readonly scope: AgentScope | null }
  | { readonly kind: 'checking' | 'unknown' };

/** Which tickets each agent of a help desk may see. Nothing here waits for the help desk. */
export type AgentScopes = {
  /** What is known. Asks in the background when that is nothing, or older than 5 minutes. */
  of(installationId: string, agentId: string): Promise<KnownScope>;
  /** Told whenever `of` may say something else than before. Returns how to stop listening. */
  onLearned(listener: (installationId: string, agentId: string) => void): () => void;
  /** Settles when nobody is asked any more. */
  quiet(): Promise<void>;
  stop(): void;
};

type Deps = {
  readonly store: AgentScopeStore;
  readonly helpDesks: HelpDesks;
  readonly clock: Clock;
  readonly report: (error: unknown, installationId: string) => void;
};

const STALE_MS = 5 * 60_000;
/** Who comes back after a pause is not kept waiting: what he may see is looked up anew with his first call. */
const FRESH_MS = 60 * 60_000;
const MOST_REMEMBERED = 10_000;

export function createAgentScopes(deps: Deps): AgentScopes {
  const { store, clock, report } = deps;
  const remembered = new Map<string, SeenScope>();
  const look = (installationId: string, agentId: string): Promise<Looked> => askHelpDesk(deps, installationId, agentId);
  const looks = createBackgroundLooks({ clock, look, report });
  looks.onChanged((installationId, agentId) => remembered.delete(keyOf(installationId, agentId)));

  const isStale = (seen: SeenScope | null): boolean => isOld(deps, seen);
  const recall = async (installationId: string, agentId: string): Promise<SeenScope | null> => {
    const key = keyOf(installationId, agentId);
    const known = remembered.get(key) ?? null;
    if (known !== null && !isStale(known)) return known;
    // Another process may have asked meanwhile.
    const stored = await store.find(installationId, agentId);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    if (stored !== null) remembered.set(key, stored);
    return stored;
  };
  return {
    of: async (installationId, agentId) => {
      const seen = await recall(installationId, agentId);
      if (isStale(seen)) looks.begin(installationId, agentId);
      const sighting = { seenAt: seen?.seenAt ?? null, look: looks.stateOf(installationId, agentId) };
      const standing = standingOf(sighting, FRESH_MS, clock.now());
      return standing === 'counts' ? { kind: 'known', scope: seen?.scope ?? null } : { kind: standing };
    },
    onLearned: (listener) => looks.onChanged(listener),
    quiet: () => looks.quiet(),
    stop: () => looks.stop(),
  };
}

const keyOf = (installationId: string, agentId: string): string => `${installationId}\n${agentId}`;

function isOld({ clock }: Deps, seen: SeenScope | null): boolean {
  return seen === null || clock.now() - seen.seenAt > STALE_MS;
}

async function askHelpDesk(deps: Deps, installationId: string, agentId: string): Promise<Looked> {
  // Somebody else asked while this look was on its way.
  if (!isOld(deps, await deps.store.find(installationId, agentId))) return { kind: 'learned' };
  const seenAt = deps.clock.now();
  const answer = await (await deps.helpDesks.of(installationId))?.tickets.findAgentScope(agentId);
  if (answer?.kind === 'done') {
    await deps.store.save(installationId, agentId, { scope: answer.value, seenAt });
    return { kind: 'learned' };
  }
  const isLater = answer?.kind === 'not-done' && answer.retry.when === 'at';
  return { kind: 'in-vain', againAt: isLater ? answer.retry.at : null };
}
