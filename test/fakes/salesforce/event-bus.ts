import type { AdjustableClock } from '../shared/clock.ts';

/** An event as the streaming channel sends it. */
export type StreamEvent = {
  readonly channel: string;
  readonly replayId: number;
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly uuid: string;
};

/** All events of the last 72 hours. Replay ids grow, with gaps. */
export type EventBus = {
  publish(channel: string, payload: Readonly<Record<string, unknown>>, uuid: string): void;
  /** Events of a channel after a replay id, oldest first. */
  after(channel: string, replayId: number): readonly StreamEvent[];
  /** The newest replay id there is, and the oldest one that can still be named. */
  newest(): number;
  oldest(): number;
  listen(listener: (event: StreamEvent) => void): () => void;
};

const KEPT_MS = 72 * 3_600_000;

export function eventBus(clock: AdjustableClock): EventBus {
  let events: StreamEvent[] = [];
  let last = 1_000_000;
  let purged = last;
  const listeners = new Set<(event: StreamEvent) => void>();

  const purge = (): void => {
    const from = clock.now() - KEPT_MS;
    const gone = events.filter((event) => event.at < from).at(-1);
    if (gone === undefined) return;
    purged = gone.replayId;
    events = events.filter((event) => event.at >= from);
  };

  return {
    publish(channel, payload, uuid) {
      last += 1 + (events.length % 3);
      const event = { channel, replayId: last, at: clock.now(), payload, uuid };
      events.push(event);
      for (const listener of listeners) listener(event);
    },
    after(channel, replayId) {
      purge();
      return events.filter((event) => event.channel === channel && event.replayId > replayId);
    },
    newest: () => last,
    oldest() {
      purge();
      return purged;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
