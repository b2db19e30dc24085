import { BODIES } from './control-types.ts';
import type { ReadBody } from './control-types.ts';
import { fullId } from './ids.ts';
import type { Parts } from './parts.ts';
import type { ObjectDef } from './schema.ts';
import type { SeedName, SeedPeople } from './seed.ts';
import type { Row } from './values.ts';

/** What the control API may touch. */
export type ControlParts = Parts & {
  readonly people: SeedPeople;
  /** Throws everything away and fills the org anew; the same data as at the start when no seed is named. */
  reset(seed: SeedName | undefined): void;
  /** Refuses connections for a while, from the end of the present answer on. */
  outage(forMs: number): void;
};

export type ControlCall = { readonly parts: ControlParts; readonly query: URLSearchParams; readonly body: unknown };

export type ControlRoute = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below /__control. */
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

export function objectOf(call: ControlCall, name: string): ObjectDef {
  const object = call.parts.org.schema.object(name);
  if (object === undefined) throw new ControlFault(404, `There is no object ${name}.`);
  return object;
}

/** A record, deleted ones too. */
export function rowOf(call: ControlCall, object: string, id: string): Row {
  const row = call.parts.org.store.get(object, fullId(id) ?? '');
  if (row === undefined) throw new ControlFault(404, `There is no ${object} ${id}.`);
  return row;
}
