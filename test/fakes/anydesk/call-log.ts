import type { Call, CallState } from './desk-records.ts';

/** Every call there was, newest last. */
export class CallLog {
  readonly #calls = new Map<number, Call>();
  #nextId = 1;

  add(call: Omit<Call, 'id'>): Call {
    const added = { ...call, id: this.#nextId };
    this.#nextId += 1;
    this.#calls.set(added.id, added);
    return added;
  }

  all(): readonly Call[] {
    return [...this.#calls.values()];
  }

  /** What the Accept window of this device is about. The one that came first is asked first. */
  ringingAt(cid: number): Call | null {
    return this.all().find((call) => call.to === cid && call.state === 'ringing') ?? null;
  }

  lastFrom(cid: number): Call | null {
    return this.all().findLast((call) => call.from === cid) ?? null;
  }

  ringingFrom(cid: number): Call | null {
    return this.all().findLast((call) => call.from === cid && call.state === 'ringing') ?? null;
  }

  settle(call: Call, state: CallState): Call {
    const settled = { ...call, state };
    this.#calls.set(call.id, settled);
    return settled;
  }

  clear(): void {
    this.#calls.clear();
  }
}
