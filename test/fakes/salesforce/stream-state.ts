import type { ServerResponse } from 'node:http';
import { accessOf } from './access.ts';
import type { Access } from './access.ts';
import type { StreamEvent } from './event-bus.ts';
import type { Org } from './org.ts';
import { seenBy } from './stream-channels.ts';
import { replyTo } from './stream-messages.ts';
import type { Message, Reply } from './stream-messages.ts';
import type { Tokens } from './tokens.ts';

/** What goes wrong in streaming, until it is switched off. */
export type StreamFaults = {
  /** Everything is answered as if all were well, and no event comes. */
  stalled: boolean;
  /** Every replay id is refused, however new. */
  invalidReplay: boolean;
  overDailyLimit: boolean;
  /** Each event comes twice. */
  duplicates: boolean;
  /** Events that wait together come newest first. */
  reversed: boolean;
};

export type StreamClient = {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
  readonly cookie: string;
  readonly channels: Set<string>;
  queue: readonly { readonly channel: string; readonly event: StreamEvent }[];
  lastSeen: number;
  connected: boolean;
  /** The connect call that waits for events. */
  waiting: {
    readonly message: Message;
    end(replies: readonly Reply[]): void;
    readonly response: ServerResponse;
  } | null;
};

export type StreamState = {
  readonly org: Org;
  readonly tokens: Tokens;
  readonly waitMs: number;
  readonly clients: Map<string, StreamClient>;
  readonly faults: StreamFaults;
  delivered: number;
};

/** The client's rights of this moment; null when its user is no longer active. */
export function accessOfClient(state: StreamState, client: StreamClient): Access | null {
  const user = state.org.store.get('User', client.userId);
  return user?.['IsActive'] === true ? accessOf(state.org, user) : null;
}

/** Takes what waits for the client, in the form in which it is sent. */
export function takeEvents(state: StreamState, client: StreamClient): readonly Reply[] {
  if (state.faults.stalled) return [];
  const access = accessOfClient(state, client);
  const waiting = client.queue;
  client.queue = [];
  state.delivered += waiting.length;
  const told = waiting.flatMap(({ channel, event }) => {
    const data = access === null ? null : seenBy(state.org, access, channel, event);
    return data === null ? [] : [{ channel, clientId: client.id, data }];
  });
  const ordered = state.faults.reversed ? told.toReversed() : told;
  return state.faults.duplicates ? ordered.flatMap((one) => [one, one]) : ordered;
}

/** Ends the client's waiting call with the events there are. */
export function flush(state: StreamState, client: StreamClient): void {
  const { waiting } = client;
  if (waiting === null || state.faults.stalled || client.queue.length === 0) return;
  client.waiting = null;
  waiting.end([...takeEvents(state, client), replyTo(waiting.message, { successful: true, clientId: client.id })]);
}
