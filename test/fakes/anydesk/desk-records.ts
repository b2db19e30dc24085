/** One end of a session as AnyDesk's API shows it. */
export type Party = { readonly cid: number; readonly alias: string | null };

export type DeviceRole = 'recipient' | 'agent';

/** A machine with an AnyDesk client. `registered`: it belongs to the licence, so the API knows it as a client. */
export type Device = Party & {
  readonly role: DeviceRole;
  /** What the person at the machine is called; shown in the other side's window. */
  readonly name: string;
  readonly registered: boolean;
  readonly online: boolean;
  readonly clientVersion: string;
  readonly onlineSince: number;
  readonly comment: string | null;
};

export type CallState = 'ringing' | 'accepted' | 'dismissed' | 'cancelled' | 'not-found' | 'offline';

/** One press of "connect". `to` is null when no device has that address. Times are epoch milliseconds. */
export type Call = {
  readonly id: number;
  readonly from: number;
  readonly to: number | null;
  readonly address: string;
  readonly since: number;
  readonly state: CallState;
};

export type EndedBy = 'agent' | 'recipient' | 'api';

export type Session = {
  readonly sid: number;
  readonly from: Party;
  readonly to: Party;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly endedBy: EndedBy | null;
  readonly comment: string | null;
  readonly permissions: readonly string[];
};

/** An ID in groups of three: `1 234 567 890`. */
export function grouped(cid: number): string {
  return String(cid).replace(/\B(?=(?:\d{3})+$)/g, ' ');
}
