import type { HelpDesks } from '../../core/ports/help-desk.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { EpochMs } from '../../core/session-request/values.ts';

const REMEMBER_MS = 60 * 60_000;
const PATIENCE_MS = 5000;
const MOST_REMEMBERED = 5000;

/** The addresses that mail replies to tickets go to. A help desk that is slow or away costs a mail five seconds, never its delivery. */
export function createReplyAddresses(
  helpDesks: HelpDesks,
  clock: Clock,
): (installationId: string, ticketId: string) => Promise<string | null> {
  const remembered = new Map<string, { readonly address: string | null; readonly until: EpochMs }>();
  return async (installationId, ticketId) => {
    const key = `${installationId}\n${ticketId}`;
    const known = remembered.get(key);
    if (known !== undefined && known.until > clock.now()) return known.address;
    const address = await askInTime(helpDesks, installationId, ticketId);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, { address, until: clock.now() + REMEMBER_MS });
    return address;
  };
}

async function askInTime(helpDesks: HelpDesks, installationId: string, ticketId: string): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  const asked = helpDesks
    .of(installationId)
    .then((desk) => desk?.tickets.findTicket(ticketId))
    .then((answer) => (answer?.kind === 'done' ? answer.value.replyTo : null));
  try {
    return await Promise.race([asked, tooLate]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
