import { type InstallationSettings, USUAL_NOTICES } from '../../core/ports/installation.ts';
import type { TicketSeen } from '../../core/ports/stores.ts';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import { type SessionRequest, STATUSES } from '../../core/session-request/states.ts';
import { DEFAULT_SETTINGS, USUAL_INTENTS } from '../../core/session-request/values.ts';
import { StorageFault } from './fault.ts';

// What we wrote ourselves is not validated field by field, only looked at closely enough to notice a wrong column or a damaged row.

const NOT_IN_EARLIER_ROWS = {
  intents: USUAL_INTENTS,
  moveLimits: null,
  device: null,
  readiness: null,
  sessionLink: null,
  addressSource: null,
  proposals: [],
  downloadAt: null,
  callBack: null,
  erasedAt: null,
};

export function readRequest(text: string): SessionRequest {
  const value = readObject(text, 'request');
  const sound =
    typeof value['id'] === 'string' &&
    Number.isInteger(value['version']) &&
    STATUSES.some((status) => status === value['status']);
  if (!sound) throw unreadable('request');
  return { ...addedLater(value), ...value } as unknown as SessionRequest;
}

function addedLater({ status, createdAt }: Readonly<Record<string, unknown>>): object {
  return {
    ...NOT_IN_EARLIER_ROWS,
    reminders: { since: createdAt, lastBeforeMs: null },
    ...(status === 'Ready' ? { awaited: null } : {}),
    ...(status === 'Closed' ? { rating: null } : {}),
  };
}

export function readEvent(text: string): SessionRequestEvent {
  const value = readObject(text, 'event');
  if (typeof value['type'] !== 'string' || !Number.isFinite(value['at'])) throw unreadable('event');
  return value as unknown as SessionRequestEvent;
}

/** Earlier versions kept the agent and whether it was closed, and nothing else. */
export function readTicketSeen(text: string): TicketSeen {
  const { isClosed, ...value } = readObject(text, 'ticket');
  if (!('agent' in value)) throw unreadable('ticket');
  const state = isClosed === true ? 'closed' : 'open';
  const least = { number: '', subject: '', state, contacts: [], groupId: null, seenAt: 0 };
  return { ...least, ...value } as unknown as TicketSeen;
}

const ADDED_LATER: Partial<InstallationSettings> = {
  appCallSeconds: 15,
  namesBySecret: false,
  notifyAgentOn: USUAL_NOTICES,
};

/** What was not known yet when the settings were saved takes its default. */
export function readSettings(text: string): InstallationSettings {
  const value = readObject(text, 'installation settings');
  if (typeof value['lifecycle'] !== 'object') throw unreadable('installation settings');
  const settings = value as unknown as InstallationSettings;
  return { ...ADDED_LATER, ...settings, lifecycle: { ...DEFAULT_SETTINGS, ...settings.lifecycle } };
}

function readObject(text: string, what: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(what, error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(what);
  return value as Readonly<Record<string, unknown>>;
}

function unreadable(what: string, cause?: unknown): StorageFault {
  return new StorageFault('stored-json-unreadable', `A stored ${what} cannot be read.`, cause);
}
