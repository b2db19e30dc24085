import { z } from 'zod';
import type { PanelCommand } from '../../core/ports/panel-platform.ts';
import { type CommandBody, commandSchema, type CreateBody, createSchema } from '../http/api/schemas.ts';
import { parse } from '../http/parse.ts';
import { text } from '../http/text.ts';

/** What a panel's command asks for, checked by the API's own rules. */
export type Asked =
  | { readonly kind: 'create'; readonly body: CreateBody & { readonly ticket: PanelCommand['ticket'] } }
  | { readonly kind: 'command'; readonly requestId: string; readonly body: CommandBody }
  | { readonly kind: 'resend'; readonly requestId: string; readonly deliveryId: string };

const resendSchema = z.strictObject({ deliveryId: text({ most: 100, least: 1 }) });

const MOST_NUMBER = 40;
const MOST_SUBJECT = 300;

/**
 * Ticket and agent are what the platform proved, whatever the panel's browser wrote. Throws the same 422 problems as the API for what
 * cannot be used.
 */
export function readCommand(command: PanelCommand): Asked {
  const { type, clientKey: commandId, requestId } = command;
  const parameters = parse(z.record(z.string(), z.unknown()), command.parameters ?? {});
  const ticket = {
    id: command.ticket.id,
    number: cut(command.ticket.number, MOST_NUMBER) || command.ticket.id,
    subject: cut(command.ticket.subject, MOST_SUBJECT),
  };
  if (type === 'create-request') {
    return {
      kind: 'create',
      body: { ...parse(createSchema, { ...parameters, ticket, commandId, agent: null }), ticket },
    };
  }
  const key = parse(text({ most: 100, least: 1 }), requestId ?? '');
  if (type === 'resend-delivery') {
    return { kind: 'resend', requestId: key, deliveryId: parse(resendSchema, parameters).deliveryId };
  }
  const place = type === 'attach-ticket' ? { ticket } : {};
  const body = parse(commandSchema, { ...parameters, ...place, type, commandId, agent: null });
  return { kind: 'command', requestId: key, body };
}

/** One line of what people wrote in the help desk, where it may be longer than what we keep of it. */
export function cut(written: string, most: number): string {
  const line = written
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
  return Array.from(line).slice(0, most).join('').trim();
}
