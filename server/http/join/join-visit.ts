import type { Request } from 'express';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { consentHistory, type ConsentLine } from './consent-history.ts';
import type { Devices } from './devices.ts';
import type { JoinDeps } from './join-deps.ts';
import type { System } from './join-view.ts';
import type { Opened } from './open-link.ts';
import { returningAddress } from './returning.ts';
import { visitorSystem } from './visitor-system.ts';

/** What only this visit knows. */
export type Visit = {
  readonly system: System;
  /** `?ask=address`: the person wants another address than the one there is. */
  readonly changesAddress: boolean;
  /** `?ask=again`: after a denial or a withdrawal, the person wants to be asked again. */
  readonly wantsAgain: boolean;
  /** What was typed into the address field and could not be read. */
  readonly typed: string;
  readonly problem: string | null;
  /** Another browser is the one that is helped. `moved`: it was this one before. */
  readonly elsewhere: 'never-here' | 'moved' | null;
  /** The browser was given our cookie a moment ago and did not bring it back. */
  readonly cookieless: boolean;
  /** The address that was allowed with this browser before. */
  readonly ownAddress: string | null;
  /** The same, where it was this person who allowed it and nobody has joined yet. */
  readonly returning: string | null;
  readonly history: readonly ConsentLine[];
};

/** A visit that asks for nothing in particular. */
export const NO_VISIT: Visit = {
  system: 'other',
  changesAddress: false,
  wantsAgain: false,
  typed: '',
  problem: null,
  elsewhere: null,
  cookieless: false,
  ownAddress: null,
  returning: null,
  history: [],
};

/** Looks who comes and what of the request's past concerns him. Reads only. */
export async function visitOf(
  deps: Pick<JoinDeps, 'requests' | 'remoteTool'>,
  devices: Devices,
  opened: Opened,
  request: Request,
  over: Partial<Visit> = {},
): Promise<Visit> {
  const cookie = request.get('cookie');
  const name = devices.nameOf(cookie);
  const logged = opened.request.status === 'Open' ? [] : await deps.requests.events(opened.request.id, 0);
  const events = logged.map(({ event }) => event);
  return {
    ...NO_VISIT,
    system: visitorSystem(request.get('user-agent') ?? ''),
    elsewhere: elsewhere(opened.request.device, name, events),
    cookieless: name === null && request.query['ask'] === 'moved',
    ownAddress: devices.addressOf(cookie),
    returning: returningAddress(deps, devices, opened, cookie),
    history: consentHistory(events),
    ...over,
  };
}

function elsewhere(
  theirs: string | null,
  ours: string | null,
  events: readonly SessionRequestEvent[],
): Visit['elsewhere'] {
  if (theirs === null || theirs === ours) return null;
  const wasHere = events.some(
    (event) => (event.type === 'recipient-joined' || event.type === 'device-changed') && event.device === ours,
  );
  return ours !== null && wasHere ? 'moved' : 'never-here';
}
