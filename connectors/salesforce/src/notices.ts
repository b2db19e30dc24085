import type { Answer } from '../../../core/ports/answer.ts';
import { done } from '../../shared/answers.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { Send } from './call.ts';
import type { CheckedEntry } from './entry-text.ts';
import { readEmail, readLine } from '../../shared/plain-text.ts';
import { query, queryOne } from './query.ts';
import { createRecent } from './recent.ts';
import { longId } from './record-id.ts';
import { soql } from './soql.ts';
import { actionAnswer, idRow, userRow } from './wire.ts';

export type Notices = {
  /** Rings the bell of those whom the entry names. Nothing depends on it: the entry stands, whoever heard of it. */
  tell(entry: CheckedEntry): Promise<void>;
};

const NOTICE_TYPE = 'Session_Request_Notice';
const MOST_TOLD = 20;
/** Who has an address changes seldom; whoever may not see the case any more is left out before. */
const KNOWN_MS = 10 * 60_000;
const LONGEST_TITLE_CHARS = 240;
const LONGEST_BODY_CHARS = 700;

/** Notices by Salesforce's own bell. */
export function createNotices(send: Send, now: () => EpochMs): Notices {
  const known = createRecent(KNOWN_MS, now);
  let typeId: string | null = null;
  const findType = async (): Promise<string | null> => {
    if (typeId !== null) return typeId;
    const text = soql`SELECT Id FROM CustomNotificationType WHERE DeveloperName = ${NOTICE_TYPE} LIMIT 1`;
    const answer = await queryOne(send, text, idRow);
    typeId = answer.kind === 'done' ? (answer.value?.Id ?? null) : null;
    return typeId;
  };
  const usersOf = async (addresses: readonly string[]): Promise<readonly string[]> => {
    const key = addresses.join(' ');
    const before = known.get(key);
    if (before !== null) return before.split(' ');
    const users = await findUsers(send, addresses);
    if (users.length > 0) known.set(key, users.join(' '));
    return users;
  };
  return {
    tell: async (entry) => {
      const addresses = entry.notify.map((address) => readEmail(address)).filter((address) => address !== null);
      if (addresses.length === 0) return;
      const users = await usersOf([...new Set(addresses)].slice(0, MOST_TOLD));
      const type = users.length === 0 ? null : await findType();
      if (type !== null) await ring(send, type, users, entry);
    },
  };
}

async function findUsers(send: Send, addresses: readonly string[]): Promise<readonly string[]> {
  const text = soql`
    SELECT Id, Name, Email, IsActive FROM User WHERE Email IN ${addresses} AND IsActive = true AND UserType = 'Standard' LIMIT 50`;
  const answer = await query(send, text, userRow);
  return answer.kind === 'done' ? answer.value.rows.map(({ Id: id }) => longId(id)) : [];
}

async function ring(
  send: Send,
  customNotifTypeId: string,
  recipientIds: readonly string[],
  entry: CheckedEntry,
): Promise<Answer<null>> {
  const [title = entry.marker, ...rest] = entry.paragraphs;
  const inputs = [
    {
      customNotifTypeId,
      recipientIds,
      targetId: longId(entry.ticketId),
      title: readLine(title, LONGEST_TITLE_CHARS) || entry.marker,
      // Salesforce refuses an empty one.
      body: readLine(rest.join(' '), LONGEST_BODY_CHARS) || entry.marker,
    },
  ];
  const path = '/actions/standard/customNotificationAction';
  const answer = await send({ method: 'POST', path, body: { inputs }, urgency: 'read', effect: 'once' });
  if (answer.kind !== 'done') return answer;
  const wasDone = actionAnswer.safeParse(answer.value.json).data?.every(({ isSuccess }) => isSuccess) ?? false;
  return wasDone ? done(null) : { kind: 'unknown', because: 'Salesforce did not send the notice.' };
}
