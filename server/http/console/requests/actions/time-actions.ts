import { ZONE_LIST } from '../../time-zones.ts';
import type { EpochMs } from '../../../../../core/session-request/values.ts';
import { optional, textField, timeZoneField } from '../../field-readers.ts';
import { type FieldReader, type FormState, readForm, withError } from '../../form-reading.ts';
import type { FieldSpec } from '../../form-view.ts';
import { localTime, momentOf } from '../../local-time.ts';
import { limitSpecs, readLimits } from '../limit-fields.ts';
import type { ActionContext, ConsoleAction } from './action.ts';

const localField: FieldReader<string> = textField({ most: 30, required: true });

const HOUR_MS = 60 * 60 * 1000;

/** Moves the start. The zone is the one the agent means, not necessarily his own. */
export const reschedule: ConsoleAction = {
  command: 'reschedule',
  fields: ({ visit, stored, now }) => {
    const { texts } = visit;
    const zone = stored.request.schedule?.timeZone ?? visit.zone;
    const start = stored.request.schedule?.startAt ?? now + HOUR_MS;
    return [
      {
        kind: 'datetime-local',
        name: 'start',
        label: texts.t('console.field.start'),
        value: localTime(start, zone),
        required: true,
      },
      {
        kind: 'text',
        name: 'zone',
        label: texts.t('console.field.zone'),
        value: zone,
        required: true,
        list: ZONE_LIST,
      },
      expiresSpec(visit.texts.t('console.field.expiresOptional'), texts.t('console.field.expiresAfterStart'), ''),
      ...limitSpecs(texts, stored.request.moveLimits, zone),
    ];
  },
  read: async (body, { actor, now, stored }) => {
    const limit = textField({ most: 30 });
    const times = { start: localField, zone: timeZoneField, expires: optional(localField) };
    const form = readForm(body, { ...times, moveFrom: limit, moveUntil: limit });
    if (!form.ok) return form;
    const { start, zone, expires } = form.values;
    const startAt = momentOf(start, zone);
    if (startAt === null) return notATime(form.state, 'start');
    const expiresAt = expires === null ? null : momentOf(expires, zone);
    if (expires !== null && expiresAt === null) return notATime(form.state, 'expires');
    const limits = readLimits(form.values, zone, now);
    if (limits === 'wrong') {
      return { ok: false, state: withError(form.state, 'moveUntil', { key: 'console.error.limits' }) };
    }
    // The form shows the limits there are: empty fields mean that they were taken away.
    const moveLimits = limits ?? (stored.request.moveLimits === null ? null : 'none');
    const schedule = { startAt, timeZone: zone };
    return { ok: true, command: { type: 'reschedule', actor, schedule, expiresAt, moveLimits } };
  },
  needsVersion: true,
  isHarmful: false,
};

/** Moves the moment when the request ends by itself. */
export const extend: ConsoleAction = {
  command: 'extend',
  fields: ({ visit, stored }) => [
    {
      ...expiresSpec(
        zoned(visit.texts.t('console.field.expires'), visit.zone),
        null,
        at(stored.request.expiresAt, visit),
      ),
      required: true,
    },
  ],
  read: async (body, { actor, visit }) => {
    const form = readForm(body, { expires: localField });
    if (!form.ok) return form;
    const expiresAt = momentOf(form.values.expires, visit.zone);
    if (expiresAt === null) return notATime(form.state, 'expires');
    return { ok: true, command: { type: 'extend', actor, expiresAt } };
  },
  needsVersion: true,
  isHarmful: false,
};

/** Takes a closed or expired request up again. */
export const reopen: ConsoleAction = {
  command: 'reopen-request',
  fields: ({ visit }) => [
    expiresSpec(
      zoned(visit.texts.t('console.field.expiresOptional'), visit.zone),
      visit.texts.t('console.field.expiresDefault'),
      '',
    ),
  ],
  read: async (body, { actor, visit }) => {
    const form = readForm(body, { expires: optional(localField) });
    if (!form.ok) return form;
    const { expires } = form.values;
    const expiresAt = expires === null ? null : momentOf(expires, visit.zone);
    if (expires !== null && expiresAt === null) return notATime(form.state, 'expires');
    return { ok: true, command: { type: 'reopen-request', actor, expiresAt } };
  },
  needsVersion: false,
  isHarmful: false,
};

function expiresSpec(label: string, hint: string | null, value: string): FieldSpec {
  return { kind: 'datetime-local', name: 'expires', label, value, ...(hint === null ? {} : { hint }) };
}

function at(moment: EpochMs, visit: ActionContext['visit']): string {
  return localTime(moment, visit.zone);
}

function zoned(label: string, zone: string): string {
  return `${label} (${zone})`;
}

function notATime(state: FormState, name: string): { readonly ok: false; readonly state: FormState } {
  return { ok: false, state: withError(state, name, { key: 'console.error.time' }) };
}
