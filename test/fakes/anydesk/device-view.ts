import { type Call, type Device, grouped, type Session } from './desk-records.ts';
import { permissionTexts } from './permissions.ts';
import type { SimulatedDesk } from './simulated-desk.ts';

/** Everything a device's window shows. Times are epoch milliseconds of the simulation's own clock, `now` among them. */
export type DeviceView = {
  readonly cid: number;
  readonly shownId: string;
  readonly name: string;
  readonly now: number;
  readonly status: string;
  /** The call the Accept window is about. */
  readonly incoming: { readonly callId: number; readonly callerName: string; readonly callerId: string } | null;
  /** True while a call of this device rings elsewhere. */
  readonly calling: boolean;
  readonly session: SessionView | null;
};

export type SessionView = {
  readonly sid: number;
  readonly startedAt: number;
  readonly permissions: readonly string[];
};

/** What the window of this device shows now. */
export function viewOf(desk: SimulatedDesk, device: Device): DeviceView {
  const ringing = desk.calls.ringingAt(device.cid);
  const running = desk.sessions.runningOf(device.cid);
  return {
    cid: device.cid,
    shownId: grouped(device.cid),
    name: device.name,
    now: desk.now(),
    status: running === null ? idleStatus(desk, device) : sessionStatus(desk, device, running),
    incoming: ringing === null ? null : caller(desk, ringing),
    calling: desk.calls.ringingFrom(device.cid) !== null,
    session: running === null ? null : sessionView(running),
  };
}

function caller(desk: SimulatedDesk, call: Call): DeviceView['incoming'] {
  return { callId: call.id, callerName: nameOf(desk, call.from), callerId: grouped(call.from) };
}

function sessionView(session: Session): SessionView {
  return {
    sid: session.sid,
    startedAt: session.startedAt,
    permissions: permissionTexts(session.permissions),
  };
}

function sessionStatus(desk: SimulatedDesk, device: Device, session: Session): string {
  const isViewed = session.to.cid === device.cid;
  const other = isViewed ? session.from.cid : session.to.cid;
  const who = `${nameOf(desk, other)} (${grouped(other)})`;
  return isViewed ? `${who} is connected to this device.` : `Connected to ${who}.`;
}

function nameOf(desk: SimulatedDesk, cid: number): string {
  return desk.devices.byId(cid)?.name ?? 'Unknown device';
}

/** What happened last decides: a call that is not over yet, or was answered, comes after the session before it. */
function idleStatus(desk: SimulatedDesk, device: Device): string {
  if (!device.online) return 'Offline.';
  const call = device.role === 'agent' ? desk.calls.lastFrom(device.cid) : desk.calls.ringingAt(device.cid);
  const session = desk.sessions.lastOf(device.cid);
  if (call !== null && call.state !== 'accepted') return callStatus(desk, device, call);
  return session?.endedAt === undefined || session.endedAt === null ? 'Ready.' : endStatus(session, session.endedAt);
}

function callStatus(desk: SimulatedDesk, device: Device, call: Call): string {
  const target = call.to === null ? call.address : grouped(call.to);
  switch (call.state) {
    case 'ringing':
      return device.cid === call.from ? `Calling ${target} …` : `${nameOf(desk, call.from)} wants to connect.`;
    case 'dismissed':
      return `${target} dismissed the request.`;
    case 'cancelled':
      return `Call to ${target} cancelled.`;
    case 'not-found':
      return `No device has the address ${target}.`;
    case 'offline':
      return `${target} is not online.`;
    case 'accepted':
      return 'Ready.';
    default:
      return call.state satisfies never;
  }
}

function endStatus(session: Session, endedAt: number): string {
  const seconds = Math.round((endedAt - session.startedAt) / 1000);
  const lasted = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  switch (session.endedBy) {
    case 'agent':
      return `Session ended by the agent after ${lasted}.`;
    case 'recipient':
      return `Session ended by the viewed device after ${lasted}.`;
    case 'api':
      return `Session ended through the API after ${lasted}.`;
    case null:
      return `Session over after ${lasted}.`;
    default:
      return session.endedBy satisfies never;
  }
}
