import { createHash } from 'node:crypto';
import { NO_SIGNS, type RequestSigns } from '../../../session-watch/request-signs.ts';
import type { SignedInVisit } from '../visit.ts';
import type { ShowAddress } from '../words.ts';
import type { RequestContext } from './request-context.ts';

/** What AnyDesk's record lets one say of the request beside its status. */
export async function signsOf({ deps, stored }: Pick<RequestContext, 'deps' | 'stored'>): Promise<RequestSigns> {
  const { request } = stored;
  return (await deps.remote.signs.of([request])).get(request.id) ?? NO_SIGNS;
}

/** Another one whenever the page would look different. */
export function markOf(version: number, signs: RequestSigns): string {
  if (signs.silentSince === null && signs.unmatched === null) return String(version);
  return `${version}.${createHash('sha256').update(JSON.stringify(signs)).digest('base64url').slice(0, 8)}`;
}

export function silenceNote({ silentSince }: RequestSigns, { texts, zone }: SignedInVisit): readonly string[] {
  if (silentSince === null) return [];
  return [texts.t('connect.sign.silent', { time: texts.shortDateTime(silentSince, zone) })];
}

export function unmatchedShown(
  { unmatched }: RequestSigns,
  { texts, zone }: SignedInVisit,
  showAddress: ShowAddress,
): { readonly text: string; readonly attachHref: string } | null {
  if (unmatched === null) return null;
  const time = texts.shortDateTime(unmatched.startedAt, zone);
  return {
    text: texts.t('connect.sign.unmatched', { time, address: showAddress(unmatched.address) }),
    attachHref: `/console/sessions/${unmatched.session}/attach`,
  };
}
