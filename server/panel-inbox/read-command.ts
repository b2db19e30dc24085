import { z } from 'zod';
import type { PanelCommand } from '../../core/ports/panel-platform.ts';
import {
  type AttachBody,
  type CommandBody,
  commandSchema,
  type CreateBody,
  createSchema,
  type PanelCommandBody,
} from '../panel-api/command-schemas.ts';
import { type Input, readInput } from '../panel-api/read-input.ts';
import { text } from '../outside-text.ts';

/** What a panel's command asks for, checked by the API's own rules. */
export type Asked =
  | { readonly kind: 'create'; readonly body: CreateBody & { readonly ticket: PanelCommand['ticket'] } }
  | { readonly kind: 'command'; readonly requestId: string; readonly body: CommandBody }
  | { readonly kind: 'attach'; readonly requestId: string; readonly session: AttachBody['session'] }
  | { readonly kind: 'resend'; readonly requestId: string; readonly deliveryId: string };

const resendSchema = z.strictObject({ deliveryId: text({ most: 100, least: 1 }) });

const MOST_NUMBER = 40;
const MOST_SUBJECT = 300;

/** Ticket and agent are what the platform proved, whatever the panel's browser wrote. */
export function readCommand(command: PanelCommand): Input<Asked> {
  const { type, clientKey: commandId } = command;
  const parameters = readInput(z.record(z.string(), z.unknown()), command.parameters ?? {});
  if (!parameters.ok) return parameters;
  const ticket = ticketOf(command);
  if (type === 'create-request') {
    const body = readInput(createSchema, { ...parameters.value, ticket, commandId, agent: null });
    return body.ok ? { ok: true, value: { kind: 'create', body: { ...body.value, ticket } } } : body;
  }
  const requestId = readInput(text({ most: 100, least: 1 }), command.requestId ?? '');
  if (!requestId.ok) return requestId;
  if (type === 'resend-delivery') {
    const resend = readInput(resendSchema, parameters.value);
    return resend.ok ? { ok: true, value: { ...resend.value, kind: 'resend', requestId: requestId.value } } : resend;
  }
  const place = type === 'attach-ticket' ? { ticket } : {};
  const body = readInput(commandSchema, { ...parameters.value, ...place, type, commandId, agent: null });
  return body.ok ? { ok: true, value: ofRequest(requestId.value, body.value) } : body;
}

function ofRequest(requestId: string, body: PanelCommandBody): Asked {
  return body.type === 'attach-session'
    ? { kind: 'attach', requestId, session: body.session }
    : { kind: 'command', requestId, body };
}

function ticketOf({ ticket: { id, number, subject } }: PanelCommand): PanelCommand['ticket'] {
  return { id, number: cut(number, MOST_NUMBER) || id, subject: cut(subject, MOST_SUBJECT) };
}

/** One line of what people wrote in the help desk, where it may be longer than what we keep of it. */
export function cut(written: string, most: number): string {
  const line = written
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
  return Array.from(line).slice(0, most).join('').trim();
}
