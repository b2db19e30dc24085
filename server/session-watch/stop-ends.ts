import type { SessionRequest } from '../../core/session-request/states.ts';
import { readExternalId } from './external-id.ts';
import type { RemoteAccounts } from './remote-accounts.ts';
import type { SeenSessions } from './seen-sessions.ts';

/** Whether taking the permission back now also ends the session itself at the remote tool. */
export type StopEnds = (request: SessionRequest) => Promise<boolean>;

type Sources = {
  readonly accounts: Pick<RemoteAccounts, 'find'>;
  readonly sessions: Pick<SeenSessions, 'ofRequest'>;
};

/** It does where every session of the request is in the book of an account of ours, and each of these accounts answered the last time. */
export function createStopEnds({ accounts, sessions }: Sources): StopEnds {
  return async (request) => {
    if (request.status !== 'Connected') return false;
    const told = readExternalId(request.session.externalId);
    const seen = (await sessions.ofRequest(request.id)).filter(
      ({ isOver, standing }) => !isOver && standing === 'linked',
    );
    const names = [...(told === null ? [] : [told]), ...seen];
    const books = await Promise.all([...new Set(names.map(({ accountId }) => accountId))].map(accounts.find));
    return books.length > 0 && books.every((book) => book !== null && book.trouble === null);
  };
}
