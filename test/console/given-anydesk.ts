import { createSeenSessions } from '../../server/session-watch/seen-sessions.ts';
import type { Team } from './team.ts';

/** An AnyDesk account that cannot be read at the moment, and a session there that may belong to a request; gives the account's id. */
export async function givenAnyDesk(team: Team, suggestedRequestId: string): Promise<string> {
  const { people, store } = team.world;
  const account = { name: 'AnyDesk', installationId: null, address: 'https://v1.api.anydesk.com:8081' };
  const accountId = await people.remoteAccounts.add(
    team.admin,
    { ...account, licenseId: '1438129266231705' },
    'secret',
  );
  await people.remoteAccounts.noteAsked(accountId, team.world.now(), 'AnyDesk’s REST API cannot be reached.');
  await createSeenSessions(store.database).put(
    {
      accountId,
      sessionId: '900537412',
      from: ['742615308', 'a-rather-long-name.of@a-namespace-of-the-company'],
      to: ['518274963'],
      startedAt: team.world.now() - 600_000,
      isOver: false,
      endedAt: null,
      comment: 'A comment that goes on for quite a while, without a break_'.repeat(4),
      standing: 'unmatched',
      requestId: null,
      because: 'unknown-device',
      suggested: [suggestedRequestId],
      isTold: false,
      closeAskedAt: null,
      firstSeenAt: team.world.now(),
    },
    'unmatched',
  );
  return accountId;
}
