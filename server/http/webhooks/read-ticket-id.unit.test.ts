import { describe, expect, it } from '@jest/globals';
import { readTicketId } from './read-ticket-id.ts';

describe('The ticket a webhook is about', () => {
  const forms: readonly (readonly [string, unknown])[] = [
    ['a number', { ticket_id: 1042 }],
    ['a number as text', { ticket_id: '1042' }],
    ['what the help desk calls an incident', { ticket_id: 'INC-1042' }],
    ['what the help desk calls a service request', { ticket_id: 'SR-1042' }],
    ['text with spaces around', { ticket_id: ' 1042 ' }],
    ["inside the automator's wrapping", { freshservice_webhook: { ticket_id: 'INC-1042' } }],
    ['inside a ticket', { ticket: { id: 1042 } }],
    ["inside the app platform's event", { event: 'onTicketUpdate', data: { ticket: { id: 1042, subject: '"' } } }],
    ['beside much else', { ticket_id: '1042', subject: 'x'.repeat(1000), id: 7, ticket: { subject: 'y' } }],
  ];
  it.each(forms)('is found as %s', (_form, body) => expect(readTicketId(body)).toBe('1042'));

  const none: readonly (readonly [string, unknown])[] = [
    ['an empty object', {}],
    ['null', null],
    ['text', '1042'],
    ['a number alone', 1042],
    ['an array', [{ ticket_id: 1042 }]],
    ['an empty id', { ticket_id: '' }],
    ['zero', { ticket_id: 0 }],
    ['a negative number', { ticket_id: -1042 }],
    ['a fraction', { ticket_id: 10.42 }],
    ['a placeholder that was not filled', { ticket_id: '{{ticket.id_numeric}}' }],
    ['a path', { ticket_id: '../1042' }],
    ['two ids', { ticket_id: '1042,1043' }],
    ['a line break in the middle', { ticket_id: '10\n42' }],
    ['a leading zero', { ticket_id: '01042' }],
    ['letters', { ticket_id: 'INC-' }],
    ['too many digits', { ticket_id: '1'.repeat(17) }],
    ['an object for the id', { ticket_id: { id: 1042 } }],
    ['the id at the top, which may be anything', { id: 1042 }],
  ];
  it.each(none)('is not guessed from %s', (_form, body) => expect(readTicketId(body)).toBeNull());
});
