import type { HelpDesks } from '../../../../core/ports/help-desk.ts';
import type { Ticket } from '../../../../core/ports/ticket.ts';

export type TicketLookUp =
  | { readonly kind: 'found'; readonly ticket: Ticket }
  /** Nobody asked for one. */
  | { readonly kind: 'none' }
  | { readonly kind: 'missing'; readonly error: 'console.error.noSuchTicket' | 'console.error.helpDeskDown' };

/** The ticket as the help desk has it now. `typed` is what people read, such as `INC-42`; the help desk's own id is the number in it. */
export async function lookUpTicket(helpDesks: HelpDesks, installationId: string, typed: string): Promise<TicketLookUp> {
  if (typed.trim() === '') return { kind: 'none' };
  const ticketId = /^#?(?:[A-Za-z]{2,5}-)?([0-9]{1,16})$/.exec(typed.trim())?.[1];
  if (ticketId === undefined) return { kind: 'missing', error: 'console.error.noSuchTicket' };
  const desk = await helpDesks.of(installationId);
  const answer = await desk?.tickets.findTicket(ticketId);
  if (answer?.kind === 'done') {
    return answer.value.state === 'deleted'
      ? { kind: 'missing', error: 'console.error.noSuchTicket' }
      : { kind: 'found', ticket: answer.value };
  }
  const isAbsent = answer?.kind === 'not-done' && answer.because.code === 'not-found';
  return { kind: 'missing', error: isAbsent ? 'console.error.noSuchTicket' : 'console.error.helpDeskDown' };
}
