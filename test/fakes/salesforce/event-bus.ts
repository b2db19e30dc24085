import { randomUUID } from 'node:crypto';
import type { AdjustableClock } from '../shared/clock.ts';

/** An event as it waits for whoever follows one of its channels. */
export type StreamEvent = {
  readonly channels: readonly string[];
  readonly replayId: number;
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly uuid: string;
};

/** All events of the last 72 hours. Replay ids grow, with gaps. */
export type EventBus = {
  publish(channels: readonly string[], payload: Readonly<Record<string, unknown>>): void;
  /** Events of a channel after a replay id, oldest first. */
  after(channel: string, replayId: number): readonly StreamEvent[];
  newest(): number;
  /** The newest replay id that is gone for good: it and older ones are refused. */
  purged(): number;
  listen(listener: (event: StreamEvent) => void): () => void;
};

const KEPT_MS = 72 * 3_600_000;

export function eventBus(clock: AdjustableClock): EventBus {
  let events: StreamEvent[] = [];
  let last = 1_000_000;
  let purged = 0;
  const listeners = new Set<(event: StreamEvent) => void>();

  const purge = (): void => {
    const from = clock.now() - KEPT_MS;
    const gone = events.filter((event) => event.at < from).at(-1);
    if (gone === undefined) return;
    purged = gone.replayId;
    events = events.filter((event) => event.at >= from);
  };

  return {
    publish(channels, payload) {
      last += 1 + (events.length % 3);
      const event = { channels, replayId: last, at: clock.now(), payload, uuid: randomUUID() };
      events.push(event);
      for (const listener of listeners) listener(event);
    },
    after(channel, replayId) {
      purge();
      return events.filter((event) => event.channels.includes(channel) && event.replayId > replayId);
    },
    newest: () => last,
    purged() {
      purge();
      return purged;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
