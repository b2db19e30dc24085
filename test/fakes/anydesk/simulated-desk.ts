import { CallLog } from './call-log.ts';
import type { Call, CallState, Device, EndedBy, Party, Session } from './desk-records.ts';
import { DeviceList } from './device-list.ts';
import { type NewSession, SessionLog } from './session-log.ts';

/** The simulated machines, the calls between them and their sessions. Knows nothing of HTTP. */
export class SimulatedDesk {
  readonly devices = new DeviceList();
  readonly sessions: SessionLog;
  readonly calls = new CallLog();
  readonly now: () => number;
  readonly #listeners = new Set<() => void>();

  /** `now` gives epoch milliseconds. */
  constructor(now: () => number, firstSid?: number) {
    this.now = now;
    this.sessions = new SessionLog(firstSid);
  }

  /** Calls `listener` after every change. Gives the way to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  putDevice(device: Omit<Device, 'onlineSince' | 'comment'>): void {
    const known = this.devices.byId(device.cid);
    const onlineSince = known?.online === true && device.online ? known.onlineSince : this.now();
    this.devices.put({ ...device, onlineSince, comment: known?.comment ?? null });
    this.#changed();
  }

  /** What opening an `anydesk:` URL does on the agent's machine. A second press while it rings is the same call. */
  call(from: number, address: string): Call {
    const target = this.devices.byAddress(address);
    const pending = this.calls.ringingFrom(from);
    if (pending !== null && pending.to === (target?.cid ?? null)) return pending;
    if (pending !== null) this.calls.settle(pending, 'cancelled');
    const to = target?.cid ?? null;
    const call = this.calls.add({ from, to, address, since: this.now(), state: this.#firstState(from, target) });
    this.#changed();
    return call;
  }

  /** The person at the device presses Accept. Null when nobody is calling. */
  accept(cid: number, permissions: readonly string[]): Session | null {
    const call = this.calls.ringingAt(cid);
    if (call === null) return null;
    this.calls.settle(call, 'accepted');
    const [from, to] = [this.#party(call.from), this.#party(cid)];
    return this.addSession({ ...NOTHING_YET, from, to, startedAt: this.now(), permissions });
  }

  /** The person at the device presses Dismiss. Null when nobody is calling. */
  dismiss(cid: number): Call | null {
    return this.#settle(this.calls.ringingAt(cid), 'dismissed');
  }

  /** The agent gives up. Null when no call of this device rings. */
  cancel(cid: number): Call | null {
    return this.#settle(this.calls.ringingFrom(cid), 'cancelled');
  }

  /** Null when there is no such session or it is over. */
  endSession(sid: number, by: EndedBy): Session | null {
    const ended = this.sessions.end(sid, by, this.now());
    if (ended !== null) this.#changed();
    return ended;
  }

  addSession(session: NewSession): Session {
    const added = this.sessions.add(session);
    this.#changed();
    return added;
  }

  /** Forgets calls and sessions; the devices stay. */
  forgetSessions(): void {
    this.calls.clear();
    this.sessions.clear();
    this.#changed();
  }

  #firstState(from: number, target: Device | null): CallState {
    if (target === null) return 'not-found';
    if (!target.online) return 'offline';
    const running = this.sessions.runningOf(from);
    return running?.to.cid === target.cid ? 'accepted' : 'ringing';
  }

  #settle(call: Call | null, state: CallState): Call | null {
    if (call === null) return null;
    const settled = this.calls.settle(call, state);
    this.#changed();
    return settled;
  }

  #party(cid: number): Party {
    return { cid, alias: this.devices.byId(cid)?.alias ?? null };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

const NOTHING_YET = { endedAt: null, endedBy: null, comment: null } as const;
