import type { AccountIdentity } from '../../core/ports/panel-platform.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';

/** How far an account's inbox was read, and which account it is. */
export type InboxState = {
  readonly commandMark: string | null;
  readonly ticketMark: string | null;
  readonly bellPosition: string | null;
  readonly account: AccountIdentity | null;
  readonly askedAt: EpochMs | null;
  readonly rungAt: EpochMs | null;
  readonly trouble: string | null;
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
  const { commandMark, ticketMark, bellPosition, account, askedAt, rungAt, trouble } = state;
  const identity = {
    account_id: account?.accountId ?? null,
    account_name: account?.name ?? null,
    is_sandbox: account === null || account === undefined ? null : Number(account.isSandbox),
  };
  return {
    ...(commandMark === undefined ? {} : { command_mark: commandMark }),
    ...(ticketMark === undefined ? {} : { ticket_mark: ticketMark }),
    ...(bellPosition === undefined ? {} : { bell_position: bellPosition }),
    ...(account === undefined ? {} : identity),
    ...(askedAt === undefined ? {} : { asked_at: askedAt }),
    ...(rungAt === undefined ? {} : { rung_at: rungAt }),
    ...(trouble === undefined ? {} : { trouble }),
  };
}
