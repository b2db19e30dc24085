import type { FaultChange } from './api-faults.ts';
import type { SeenRequest } from './api-server.ts';
import type { NewDeviceBody, NewSessionBody } from './control-schemas.ts';
import type { Call, Device, EndedBy, Session } from './desk-records.ts';
import type { DeviceView } from './device-view.ts';
import { nextView } from './view-reader.ts';

export type DeskState = {
  readonly now: number;
  readonly defaults: { readonly recipient: number; readonly agent: number };
  readonly devices: readonly Device[];
  readonly calls: readonly Call[];
  readonly sessions: readonly Session[];
};

/** A control route refused; `code` says why (`nobody-is-calling`, `no-running-session`, `not-an-address`, ...). */
export class DeskRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`The simulated AnyDesk refused: ${code}`);
    this.name = 'DeskRefused';
    this.code = code;
  }
}

export type DeskControl = ReturnType<typeof controlDesk>;

/**
 * Drives a simulated AnyDesk at `url` like the two people in front of it would. `device` names a machine other than the first of its
 * role. Everything that cannot be done throws `DeskRefused`.
 */
export function controlDesk(url: string) {
  const post = async <Answer>(name: string, body: object): Promise<Answer> => send<Answer>(url, name, body);
  const state = (): Promise<DeskState> => send<DeskState>(url, 'state', null);
  return {
    state,
    /** The recipient's own ID, as digits. */
    address: async (): Promise<string> => String((await state()).defaults.recipient),
    /** The agent's machine opens an `anydesk:` URL. */
    ring: async (launchUrl: string, device?: number) =>
      (await post<{ call: Call }>('ring', { url: launchUrl, device })).call,
    accept: async (given: { permissions?: readonly string[]; device?: number } = {}) =>
      (await post<{ session: Session }>('accept', given)).session,
    dismiss: async (device?: number) => (await post<{ call: Call }>('dismiss', { device })).call,
    cancel: async (device?: number) => (await post<{ call: Call }>('cancel', { device })).call,
    /** Somebody presses Disconnect. */
    end: async (by: Exclude<EndedBy, 'api'>, device?: number) =>
      (await post<{ session: Session }>('end', { by, device })).session,
    addDevice: async (device: NewDeviceBody) => (await post<{ device: Device }>('devices', device)).device,
    addSession: async (session: NewSessionBody) => (await post<{ session: Session }>('sessions', session)).session,
    setFaults: async (faults: FaultChange): Promise<void> => void (await post('faults', faults)),
    advanceClock: async (advanceMs: number): Promise<void> => void (await post('clock', { advanceMs })),
    /** Forgets calls, sessions, faults and seen requests. */
    reset: async (): Promise<void> => void (await post('reset', {})),
    /** The API requests so far. */
    requests: async () => (await send<{ requests: readonly SeenRequest[] }>(url, 'requests', null)).requests,
    /** Waits for the first view of a machine (the recipient's when absent) that fits. */
    waitFor: (fits: (view: DeviceView) => boolean, options: { device?: number; timeoutMs?: number } = {}) =>
      nextView(url, fits, options.timeoutMs ?? 10_000, options.device),
  };
}

async function send<Answer>(url: string, name: string, body: object | null): Promise<Answer> {
  const init = body === null ? {} : { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(body) };
  const response = await fetch(new URL(`/control/${name}`, url), init);
  const answer = (await response.json()) as Answer & { readonly code?: string };
  if (!response.ok) throw new DeskRefused(answer.code ?? `http-${response.status}`);
  return answer;
}

const JSON_HEADERS = { 'content-type': 'application/json' };
