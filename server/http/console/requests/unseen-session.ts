import { readExternalId } from '../../../session-watch/external-id.ts';
import { moment } from '../visit.ts';
import type { RequestContext } from './request-context.ts';

/**
 * Whether the end of the running session may have gone unnoticed, because AnyDesk, which told its start, cannot be asked. Empty while it
 * can, and for sessions that somebody else told of.
 */
export async function unseenSession({ deps, visit, stored }: RequestContext): Promise<readonly string[]> {
  const { request } = stored;
  if (request.status !== 'Connected' || request.session.source !== 'remote-tool') return [];
  const name = readExternalId(request.session.externalId);
  const account = name === null ? null : await deps.people.remoteAccounts.find(name.accountId);
  if (account === null) return [visit.texts.t('console.sessions.unseenAccount')];
  if (account.trouble === null) return [];
  return [visit.texts.t('console.sessions.unseenSince', { time: moment(visit, account.trouble.since) })];
}
