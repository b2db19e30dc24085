import type { ApiParts } from './api.ts';
import { BODIES } from './control-types.ts';
import type { ReadBody } from './control-types.ts';
import type { Hooks } from './hooks.ts';
import type { HumanWork } from './human-work.ts';
import type { Ticket } from './records.ts';
import type { SeedName } from './seed.ts';

/** What the control API may touch. */
export type ControlParts = ApiParts & {
  readonly hooks: Hooks;
  readonly people: HumanWork;
  /** Throws everything away and fills the account anew; the same data as at the start when no seed is named. */
  reset(seed: SeedName | undefined): void;
  /** Refuses connections for a while, from the end of the present answer on. */
  outage(forMs: number): void;
};

export type ControlCall = {
  readonly parts: ControlParts;
  /** The number in the path; 0 when there is none. */
  readonly id: number;
  readonly query: URLSearchParams;
  readonly body: unknown;
};

export type ControlRoute = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below /__control; `:id` stands for a number. */
  readonly path: string;
  /** Returns the body of the answer. Throws a `ControlFault` when it cannot be done. */
  respond(call: ControlCall): unknown;
};

/** A control call that cannot be carried out. */
export class ControlFault extends Error {
  readonly code = 'fake.control';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The checked body of a control call. Throws when it does not fit. */
export function bodyOf<Name extends keyof typeof BODIES>(call: ControlCall, name: Name): ReadBody<Name> {
  const read = BODIES[name].safeParse(call.body);
  if (!read.success)
    throw new ControlFault(400, read.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`).join('; '));
  return read.data as ReadBody<Name>;
}

/** The ticket named in the path, deleted ones too. */
export function ticketOf(call: ControlCall, id: number = call.id): Ticket {
  const ticket = call.parts.desk.tickets.get(id);
  if (ticket === undefined) throw new ControlFault(404, `There is no ticket ${String(id)}.`);
  return ticket;
}
