import type { Person } from '../../core/people/rights.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Vault } from '../secrets/vault.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import { type NoticeChoice, readChoice, USUAL_CHOICE } from './notice-choice.ts';

/** What a person has chosen. The chat's address itself is only in `chatUrl`. */
export type PersonNotices = {
  readonly choice: NoticeChoice;
  /** Host of the chat's webhook; null for none. */
  readonly chatHost: string | null;
  /** One sentence why the last notice did not reach the chat; null when it did. */
  readonly chatTrouble: string | null;
  /** Since when he has set himself away; null while he is there. */
  readonly awaySince: EpochMs | null;
};

export type NoticeChoices = {
  of(personId: string): Promise<PersonNotices>;
  save(personId: string, choice: NoticeChoice): Promise<void>;
  /** The chat's webhook in clear, for the poster only; null: none is set. */
  chatUrl(personId: string): Promise<string | null>;
  setChat(by: Person, chat: { readonly url: string; readonly host: string } | null): Promise<void>;
  noteChat(personId: string, trouble: string | null): Promise<void>;
  setAway(by: Person, isAway: boolean): Promise<void>;
};

const NOTHING: PersonNotices = { choice: USUAL_CHOICE, chatHost: null, chatTrouble: null, awaySince: null };

export function createNoticeChoices(database: Database, audited: AuditedWrite, vault: Vault): NoticeChoices {
  const rowOf = (personId: string) =>
    database.read.selectFrom('agent_notice').selectAll().where('person_id', '=', personId).executeTakeFirst();
  return {
    of: async (personId) => {
      const row = await rowOf(personId);
      if (row === undefined) return NOTHING;
      return {
        choice: readChoice(row.choice),
        chatHost: row.chat_host,
        chatTrouble: row.chat_trouble,
        awaySince: row.away_since,
      };
    },
    save: (personId, choice) => set(database, personId, { choice: JSON.stringify(choice) }),
    chatUrl: async (personId) => {
      const sealed = (await rowOf(personId))?.sealed_chat ?? null;
      return sealed === null ? null : vault.open(placeOf(personId), sealed);
    },
    setChat: (by, chat) =>
      audited(by, async (db) => {
        const sealed = chat === null ? null : vault.seal(placeOf(by.id), chat.url);
        const values = { sealed_chat: sealed, chat_host: chat?.host ?? null, chat_trouble: null };
        await upsert(db, by.id, values);
        const action = chat === null ? 'person.chat-removed' : 'person.chat-set';
        return { result: undefined, note: { action, detail: { personId: by.id, host: chat?.host ?? null } } };
      }),
    noteChat: (personId, trouble) => set(database, personId, { chat_trouble: trouble }),
    setAway: (by, isAway) =>
      audited(by, async (db, now) => {
        await upsert(db, by.id, { away_since: isAway ? now : null });
        const action = isAway ? 'person.went-away' : 'person.came-back';
        return { result: undefined, note: { action, detail: { personId: by.id } } };
      }),
  };
}

const placeOf = (personId: string): string => `person-chat:${personId}`;

type Values = Partial<{
  choice: string | null;
  sealed_chat: string | null;
  chat_host: string | null;
  chat_trouble: string | null;
  away_since: number | null;
}>;

function set(database: Database, personId: string, values: Values): Promise<void> {
  return database.write((db) => upsert(db, personId, values));
}

async function upsert(
  db: Parameters<Parameters<Database['write']>[0]>[0],
  personId: string,
  values: Values,
): Promise<void> {
  await db
    .insertInto('agent_notice')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute();
}
