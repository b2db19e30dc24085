import type { Refusal } from '../refusals.ts';
import type { Channel, LifecycleSettings, Recipient, TicketRef } from '../values.ts';

/** A channel that nothing sends by, or without the address it needs; null when every channel can be used. */
export function channelRefusal(
  channels: readonly Channel[],
  recipient: Recipient,
  ticket: TicketRef | null,
  settings: Pick<LifecycleSettings, 'channels'>,
): Refusal | null {
  const unusable = channels.find(
    (channel) => !settings.channels.includes(channel) || !canUse(channel, recipient, ticket),
  );
  if (unusable === undefined) return null;
  const nobody = recipient.email === null && recipient.phone === null;
  return nobody ? { reason: 'nobody-to-reach' } : { reason: 'no-way-to-send', channel: unusable };
}

function canUse(channel: Channel, recipient: Recipient, ticket: TicketRef | null): boolean {
  switch (channel) {
    case 'email':
      return recipient.email !== null;
    case 'sms':
      return recipient.phone !== null;
    case 'ticket':
      return ticket !== null;
    case 'link':
      return true;
    default:
      return channel satisfies never;
  }
}
