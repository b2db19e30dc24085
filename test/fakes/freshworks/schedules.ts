import { StoreFault } from './key-value-store.ts';

export type Schedule = { readonly name: string; readonly data: unknown; readonly schedule_at: string };

/** What server.js planned with `$schedule`. Nothing runs by itself: tests fire a schedule by its name. */
export type Schedules = {
  create(given: unknown): Schedule;
  fetch(given: unknown): Schedule;
  delete(given: unknown): void;
  list(): readonly Schedule[];
  clear(): void;
};

const LARGEST_DATA_BYTES = 4 * 1024;

export function schedules(now: () => number): Schedules {
  const planned = new Map<string, Schedule>();
  const nameOf = (given: unknown): string => {
    const name = (given as { readonly name?: unknown } | null)?.name;
    if (typeof name !== 'string' || name === '') throw new StoreFault(400, 'A schedule needs a name.');
    return name;
  };
  return {
    create(given) {
      const name = nameOf(given);
      const { data, schedule_at: at } = given as { readonly data?: unknown; readonly schedule_at?: unknown };
      if (planned.has(name)) throw new StoreFault(409, 'A schedule of this name exists.');
      if (typeof at !== 'string' || !(Date.parse(at) > now()))
        throw new StoreFault(400, 'schedule_at must be a coming time.');
      if (Buffer.byteLength(JSON.stringify(data ?? {})) > LARGEST_DATA_BYTES)
        throw new StoreFault(400, 'data is larger than 4 KB.');
      const schedule = { name, data: data ?? {}, schedule_at: at };
      planned.set(name, schedule);
      return schedule;
    },
    fetch(given) {
      const found = planned.get(nameOf(given));
      if (found === undefined) throw new StoreFault(404, 'There is no such schedule.');
      return found;
    },
    delete(given) {
      if (!planned.delete(nameOf(given))) throw new StoreFault(404, 'There is no such schedule.');
    },
    list: () => [...planned.values()],
    clear: () => planned.clear(),
  };
}
