import type { EpochMs } from '../../core/session-request/values.ts';
import type { DeliveryServices } from './delivery-services.ts';

/** A family of channels, such as `help-desk:<installation>`: what its deliveries share. */
export type ChannelFamily = {
  /** How the names of its channels begin; the name of the only one when it ends without a colon. */
  readonly prefix: string;
  /** Most deliveries in flight at the same time. */
  readonly lanes: number;
  /** Asked before work of the channel is claimed. */
  gate(channel: string, services: DeliveryServices): Promise<Gate>;
};

export type Gate =
  /** `take` accounts for one call. Null: go ahead; otherwise the moment when the next one is free. */
  | {
      readonly open: true;
      /** Where a channel has its own number of lanes. */
      readonly lanes?: number;
      take(now: EpochMs): EpochMs | null;
    }
  /** Nothing can be sent until somebody mends it. One sentence says why. */
  | { readonly open: false; readonly because: string };

const OPEN: Gate = { open: true, take: () => null };

export const HELP_DESK_CHANNELS: ChannelFamily = {
  prefix: 'help-desk:',
  lanes: 4,
  gate: async (channel, services) => {
    const desk = await services.helpDesks.of(channel.slice(HELP_DESK_CHANNELS.prefix.length));
    if (desk === null) return { open: false, because: 'The help desk is not connected.' };
    return { open: true, lanes: desk.budget.atOnce, take: (now) => desk.budget.take(now) };
  },
};

export const MAIL_CHANNEL: ChannelFamily = { prefix: 'mail', lanes: 3, gate: async () => OPEN };

export const WEBHOOK_CHANNELS: ChannelFamily = { prefix: 'webhook:', lanes: 4, gate: async () => OPEN };

/** The accounts at the remote tool. Ending a session goes beside writing on one. */
export const REMOTE_TOOL_CHANNELS: ChannelFamily = { prefix: 'remote-tool:', lanes: 2, gate: async () => OPEN };

export function remoteToolChannel(accountId: string): string {
  return REMOTE_TOOL_CHANNELS.prefix + accountId;
}

/** For rows of a kind that no longer exists: they are parked, whatever they are. */
export const ORPHAN_CHANNEL: ChannelFamily = { prefix: '', lanes: 4, gate: async () => OPEN };

export function helpDeskChannel(installationId: string): string {
  return HELP_DESK_CHANNELS.prefix + installationId;
}

/** One lane a ticket: what is written to it keeps its order, whichever kind writes it. */
export function ticketLane(installationId: string, ticketId: string): string {
  return `ticket:${installationId}:${ticketId}`;
}

export function webhookChannel(endpointId: string): string {
  return WEBHOOK_CHANNELS.prefix + endpointId;
}
