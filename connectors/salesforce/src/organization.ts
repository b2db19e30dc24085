import type { Answer } from '../../../core/ports/answer.ts';
import type { AccountIdentity } from '../../../core/ports/panel-platform.ts';
import { done, notDone } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import { readLine } from '../../shared/plain-text.ts';
import { queryOne } from './query.ts';
import { longId } from './record-id.ts';
import type { Session } from './session.ts';
import { soql } from './soql.ts';
import { organizationRow } from './wire.ts';

export async function identify(send: Send): Promise<Answer<AccountIdentity>> {
  const answer = await queryOne(send, soql`SELECT Id, Name, IsSandbox FROM Organization LIMIT 1`, organizationRow);
  if (answer.kind !== 'done') return answer;
  const { value: row } = answer;
  if (row === null) return notDone('never', 'not-permitted', 'The integration user may not read which org it is.');
  return done({ accountId: longId(row.Id), name: readLine(row.Name, 80), isSandbox: row.IsSandbox });
}

/** The org's id, as the sign-in told it; asked for when it did not. */
export function createOrgId(session: Session, send: Send): () => Promise<Answer<string>> {
  let known: string | null = null;
  return async () => {
    // A sandbox that was made anew answers at the same address under another id.
    known = session.orgId() ?? known;
    if (known === null) {
      const closed = await session.open();
      if (closed !== null) return closed;
      known = session.orgId();
    }
    if (known === null) {
      const answer = await identify(send);
      if (answer.kind !== 'done') return answer;
      known = answer.value.accountId;
    }
    return done(longId(known));
  };
}
