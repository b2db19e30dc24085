import type { Installation } from '../../core/ports/installation.ts';
import type { CommandPage, CommandResult, PanelCommand } from '../../core/ports/panel-platform.ts';
import { carryOut, type CarryOutDeps } from './carry-out.ts';
import { meetTicket, type MeetDeps } from './meet-ticket.ts';
import { showAtOnce, type ShowDeps } from './show-at-once.ts';

export type HandleDeps = CarryOutDeps &
  MeetDeps &
  ShowDeps & {
    /** Something is broken here; the command comes again with the next poll. */
    readonly report: (error: unknown, installationId: string) => void;
  };

/**
 * Carries out the commands of a page in their order, and says what to tell the panels. Commands of another account, such as rows that a
 * sandbox was copied with, are nobody's here. Where one fails, those behind it on the same ticket wait with it.
 */
export async function handlePage(
  deps: HandleDeps,
  installation: Installation,
  page: Pick<CommandPage, 'commands' | 'now'>,
  accountId: string | null,
): Promise<readonly CommandResult[]> {
  const results: CommandResult[] = [];
  const held = new Set<string>();
  for (const command of page.commands.filter((one) => isOurs(one, accountId))) {
    if (held.has(command.ticket.id)) continue;
    const seenAt = deps.core.clock.now();
    try {
      await meetTicket(deps, installation.id, command);
      const outcome = await carryOut(deps, installation, command, page.now);
      await showAtOnce(deps, command, outcome);
      results.push({ ...outcome, recordId: command.recordId, seenAt, handledAt: deps.core.clock.now() });
    } catch (error) {
      held.add(command.ticket.id);
      deps.report(error, installation.id);
    }
  }
  return results;
}

function isOurs({ orgId }: PanelCommand, accountId: string | null): boolean {
  return accountId === null || orgId === '' || orgId === accountId;
}
