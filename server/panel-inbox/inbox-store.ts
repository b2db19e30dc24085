import type { AccountIdentity } from '../../core/ports/panel-platform.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';

/** Whether the account's own ring is heard, and a sentence why or why not. */
export type BellState = { readonly isHeard: boolean; readonly because: string; readonly since: EpochMs };

/** How far an account's inbox was read, and which account it is. */
export type InboxState = {
  readonly commandMark: string | null;
  readonly ticketMark: string | null;
  readonly bellPosition: string | null;
  readonly account: AccountIdentity | null;
  readonly askedAt: EpochMs | null;
  readonly rungAt: EpochMs | null;
  readonly trouble: string | null;
  /** Null: nobody listens. */
  readonly bell: BellState | null;
};

export type InboxStore = {
  find(installationId: string): Promise<InboxState>;
  /** Only what is named changes. */
  keep(installationId: string, news: Partial<InboxState>): Promise<void>;
};

const NEW: InboxState = {
  commandMark: null,
  ticketMark: null,
  bellPosition: null,
  account: null,
  askedAt: null,
  rungAt: null,
  trouble: null,
  bell: null,
};

export function createInboxStore(database: Database): InboxStore {
  return {
    find: async (installationId) => {
      const query = database.read.selectFrom('panel_inbox').selectAll().where('installation_id', '=', installationId);
      const row = await query.executeTakeFirst();
      if (row === undefined) return NEW;
      const account =
        row.account_id === null
          ? null
          : { accountId: row.account_id, name: row.account_name ?? '', isSandbox: row.is_sandbox === 1 };
      return {
        commandMark: row.command_mark,
        ticketMark: row.ticket_mark,
        bellPosition: row.bell_position,
        account,
        askedAt: row.asked_at,
        rungAt: row.rung_at,
        trouble: row.trouble,
        bell:
          row.bell_heard === null
            ? null
            : { isHeard: row.bell_heard === 1, because: row.bell_because ?? '', since: row.bell_since ?? 0 },
      };
    },
    keep: async (installationId, news) => {
      const changing = columnsOf(news);
      await database.write((db) =>
        db
          .insertInto('panel_inbox')
          .values({ installation_id: installationId, ...columnsOf({ ...NEW, ...news }) })
          .onConflict((conflict) => conflict.column('installation_id').doUpdateSet(changing))
          .execute(),
      );
    },
  };
}

function columnsOf(state: Partial<InboxState>) {
  const { commandMark, ticketMark, bellPosition, account, askedAt, rungAt, trouble, bell } = state;
  const identity = {
    account_id: account?.accountId ?? null,
    account_name: account?.name ?? null,
    is_sandbox: account === null || account === undefined ? null : Number(account.isSandbox),
  };
  const heard = {
    bell_heard: bell === null || bell === undefined ? null : Number(bell.isHeard),
    bell_because: bell?.because ?? null,
    bell_since: bell?.since ?? null,
  };
  return {
    ...(commandMark === undefined ? {} : { command_mark: commandMark }),
    ...(ticketMark === undefined ? {} : { ticket_mark: ticketMark }),
    ...(bellPosition === undefined ? {} : { bell_position: bellPosition }),
    ...(account === undefined ? {} : identity),
    ...(askedAt === undefined ? {} : { asked_at: askedAt }),
    ...(rungAt === undefined ? {} : { rung_at: rungAt }),
    ...(trouble === undefined ? {} : { trouble }),
    ...(bell === undefined ? {} : heard),
  };
}
