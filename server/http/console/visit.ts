import type { Request } from 'express';
import { mayAdminister, mayCommand } from '../../../core/people/rights.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { cookiesOf } from '../../sign-in/cookie.ts';
import { LONGEST_RETURN } from '../../sign-in/return-path.ts';
import type { SignedInPerson } from '../../sign-in/create-sign-in.ts';
import { chooseLanguage } from '../../texts/choose-language.ts';
import { CONSOLE_LANGUAGES, type Texts, texts } from '../../texts/texts.ts';
import { problem } from '../problem.ts';
import { timeZone } from '../../outside-text.ts';

/** Somebody looking at a console page: in which language, on which clock. */
export type Visit = {
  readonly request: Request;
  readonly texts: Texts;
  /** IANA name of the zone in which times are told. */
  readonly zone: string;
};

/** The same, signed in. */
export type SignedInVisit = Visit & SignedInPerson;

export function visitOf(request: Request): Visit {
  const asked = request.query['language'];
  return {
    request,
    texts: textsFor(request, typeof asked === 'string' ? asked : null),
    zone: zoneOf(request, null),
  };
}

export function signedInVisit(request: Request, signedIn: SignedInPerson): SignedInVisit {
  const { person } = signedIn;
  return {
    request,
    ...signedIn,
    texts: textsFor(request, person.language),
    zone: zoneOf(request, person.timeZone),
  };
}

function textsFor(request: Request, chosen: string | null): Texts {
  return texts(chooseLanguage(CONSOLE_LANGUAGES, { chosen, accepted: request.get('accept-language'), others: [] }));
}

/** What the person set, else what the browser's script noted, else UTC. */
function zoneOf(request: Request, set: string | null): string {
  if (set !== null) return set;
  const noted = cookiesOf(request.get('cookie')).find(([name]) => name === 'sr-zone')?.[1] ?? '';
  const parsed = timeZone.safeParse(noted.replaceAll(/%2F/gi, '/'));
  return parsed.success ? parsed.data : 'UTC';
}

/** The last part of a route, or the empty text. */
export function paramOf(visit: Visit, name: string): string {
  const value = visit.request.params[name];
  return typeof value === 'string' ? value : '';
}

export function queryOf(visit: Visit, name: string): string {
  const value = visit.request.query[name];
  return typeof value === 'string' ? value.slice(0, name === 'return' ? LONGEST_RETURN : 500) : '';
}

/** This very page for somebody who is not signed in yet, with what its address carries along; `over` replaces parts of it. */
export function pageAddress(visit: Visit, over: Readonly<Record<string, string>> = {}): string {
  const carried = { language: queryOf(visit, 'language'), return: queryOf(visit, 'return'), ...over };
  const filled = Object.entries(carried).filter(([, value]) => value !== '');
  const query = new URLSearchParams(filled).toString();
  return visit.request.path + (query === '' ? '' : `?${query}`);
}

export function moment(visit: Visit, at: EpochMs): string {
  return visit.texts.shortDateTime(at, visit.zone);
}

export function needAdmin(visit: SignedInVisit): void {
  if (!mayAdminister(visit.person)) {
    throw problem(403, 'not-permitted', 'This page is for admins', 'Ask an admin to do this, or for the role admin.');
  }
}

export function needWorker(visit: SignedInVisit): void {
  if (!mayCommand(visit.person)) {
    throw problem(403, 'not-permitted', 'Your role may only look', 'Ask an admin for the role support agent.');
  }
}

export const notFound = () =>
  problem(404, 'not-found', 'There is nothing here', 'Check the address. It may also belong to somebody else.');
