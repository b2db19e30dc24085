import type { HelpDesks, TicketReader } from '../../core/ports/help-desk.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { EpochMs } from '../../core/session-request/values.ts';

const REMEMBER_MS = 60 * 60_000;
/** A help desk that did not answer is asked again soon. */
const REMEMBER_FAILURE_MS = 60_000;
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
    const answer = await askInTime(helpDesks, installationId, ticketId);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const keepMs = answer === 'no-answer' ? REMEMBER_FAILURE_MS : REMEMBER_MS;
    const address = answer === 'no-answer' ? null : answer.address;
    remembered.set(key, { address, until: clock.now() + keepMs });
    return address;
  };
}

type ReplyAddress = { readonly address: string | null };

async function askInTime(
  helpDesks: HelpDesks,
  installationId: string,
  ticketId: string,
): Promise<ReplyAddress | 'no-answer'> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<'no-answer'>((resolve) => {
    timer = setTimeout(() => resolve('no-answer'), PATIENCE_MS);
  });
  const asked = helpDesks
    .of(installationId)
    .then((desk) => (desk === null ? 'no-answer' : askDesk(desk.tickets, ticketId)));
  try {
    return await Promise.race([asked, tooLate]);
  } catch {
    return 'no-answer';
  } finally {
    clearTimeout(timer);
  }
}

async function askDesk(tickets: TicketReader, ticketId: string): Promise<ReplyAddress | 'no-answer'> {
  if (!tickets.tellsReplyTo) return { address: null };
  const answer = await tickets.findTicket(ticketId);
  return answer.kind === 'done' ? { address: answer.value.replyTo } : 'no-answer';
}
