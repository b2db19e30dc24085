import type { Connection } from 'jsforce';
import { StreamingExtension } from 'jsforce/lib/api/streaming.js';

export type Told = {
  readonly event: { readonly replayId: number };
  readonly payload: Readonly<Record<string, unknown>>;
};

/** A channel followed with the real client. */
export type Following = {
  /** What came so far. */
  readonly told: readonly Told[];
  /** Resolves when so many events came. */
  count(events: number): Promise<void>;
  readonly subscribed: Promise<unknown>;
  /** Resolves with the message that ended it for good. */
  readonly failure: Promise<{ readonly error?: string }>;
  leave(): void;
};

/** What the client library has no public call for: an end without the server's consent, needed after a refusal. */
type FayeClient = {
  disconnect(): void;
  readonly _dispatcher: { close(): void; readonly _envelopes: Map<unknown, { readonly timer?: NodeJS.Timeout }> };
};

/** Follows a channel from a replay id on. */
export function followStream(connection: Connection, channel: string, replayId: number): Following {
  const told: Told[] = [];
  let wanted = { events: Infinity, done: (): void => undefined };
  const failed = Promise.withResolvers<{ readonly error?: string }>();
  const auth = new StreamingExtension.AuthFailure((message: unknown) => failed.resolve(message as { error?: string }));
  const client = connection.streaming.createClient([auth, new StreamingExtension.Replay(channel, replayId)]);
  const subscription: unknown = client.subscribe(channel, (message: unknown) => {
    told.push(message as Told);
    if (told.length >= wanted.events) wanted.done();
  });
  return {
    told,
    failure: failed.promise,
    subscribed: Promise.resolve(subscription),
    count: (events) =>
      new Promise((resolve) => {
        if (told.length >= events) resolve();
        else wanted = { events, done: resolve };
      }),
    leave: () => leave(client as unknown as FayeClient),
  };
}

function leave(client: FayeClient): void {
  client.disconnect();
  const { _dispatcher: dispatcher } = client;
  const { _envelopes: open } = dispatcher;
  dispatcher.close();
  for (const { timer } of open.values()) clearTimeout(timer);
  open.clear();
}
