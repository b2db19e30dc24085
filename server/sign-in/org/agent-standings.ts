import type { HelpDesks } from '../../../core/ports/help-desk.ts';
import type { AgentStanding } from '../../../core/ports/panel-platform.ts';
import type { Clock } from '../../../core/ports/world.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';

export type KnownStanding = { readonly standing: AgentStanding; readonly at: EpochMs };

export type AgentStandings = {
  /**
   * What the help desk says of an agent, not older than `withinMs`. While it does not answer: what it said last, up to an hour ago; null
   * when that is nothing.
   */
  of(
    who: { readonly installationId: string; readonly agentId: string; readonly ticketId: string | null },
    withinMs: number,
  ): Promise<KnownStanding | null>;
};

/** A help desk that is down must not keep an agent from an end user who waits. */
const LAST_WORD_MS = 60 * 60_000;
const MOST_REMEMBERED = 5000;

export function createAgentStandings(helpDesks: HelpDesks, clock: Clock): AgentStandings {
  const remembered = new Map<string, KnownStanding>();
  const asking = new Map<string, Promise<AgentStanding | null>>();
  return {
    of: async (who, withinMs) => {
      const key = JSON.stringify([who.installationId, who.agentId, who.ticketId]);
      const known = remembered.get(key);
      if (known !== undefined && clock.now() - known.at <= withinMs) return known;
      const question = asking.get(key) ?? ask(helpDesks, who).finally(() => asking.delete(key));
      asking.set(key, question);
      const standing = await question;
      if (standing === null) return known !== undefined && clock.now() - known.at <= LAST_WORD_MS ? known : null;
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      const told = { standing, at: clock.now() };
      remembered.set(key, told);
      return told;
    },
  };
}

async function ask(
  helpDesks: HelpDesks,
  { installationId, agentId, ticketId }: Parameters<AgentStandings['of']>[0],
): Promise<AgentStanding | null> {
  const desk = await helpDesks.of(installationId);
  const answer = await desk?.standingOf?.(agentId, ticketId);
  return answer?.kind === 'done' ? answer.value : null;
}
