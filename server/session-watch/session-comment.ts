import type { SessionRequest } from '../../core/session-request/states.ts';
import { plainLine } from '../deliveries/plain-line.ts';

const MOST_TICKET_CHARS = 60;
const OURS = /^Session Requests RS-\d+\b.*$/;

/** What is written on a session in the remote tool, so that its history leads to the ticket. Nothing of the end user stands in it. */
export function ourLine({ number, ticket }: Pick<SessionRequest, 'number' | 'ticket'>): string {
  const ticketNumber = ticket === null ? '' : plainLine(ticket.number, MOST_TICKET_CHARS);
  return ticketNumber === '' ? `Session Requests ${number}` : `Session Requests ${number}, ticket ${ticketNumber}`;
}

/** The comment with our line added below what people wrote; the same when it is there already. */
export function withOurLine(comment: string, line: string): string {
  if (comment.split('\n').includes(line)) return comment;
  return comment === '' ? line : `${comment}\n${line}`;
}

/** What people wrote. */
export function withoutOurLines(comment: string): string {
  return comment
    .split('\n')
    .filter((line) => !OURS.test(line))
    .join('\n')
    .trim();
}
