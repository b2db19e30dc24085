import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { HelpDeskKind, Installation, InstallationSettings } from '../../core/ports/installation.ts';
import type { InstallationStore } from '../../core/ports/stores.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Database } from './database.ts';
import { isSmsOn, savedSettings, settingsByWay, type SettingsByWay, SMS_SETTING } from './offered-ways.ts';
import { prepare } from './prepared.ts';
import type { Session } from './session.ts';
import type { InstallationAdmin, InstallationRow } from './store.ts';
import { readSettings } from './stored-json.ts';
import type { InstallationTable, Tables } from './tables.ts';

type Row = InstallationTable & { readonly sms_setting: string | null };

/** Connected accounts, with the one setting that decides which ways they offer: it is never older than the account. */
function connected(db: Kysely<Tables>): SelectQueryBuilder<Tables, 'installation', Row> {
  return db
    .selectFrom('installation')
    .selectAll('installation')
    .select((query) => query.selectFrom('setting').select('value').where('key', '=', SMS_SETTING).as('sms_setting'))
    .where('removed_at', 'is', null);
}

const installationById = prepare<{ id: string }>()((db, { id }) => connected(db).where('id', '=', id));

/** Settings are read with every command and seldom change: the parsed form is kept under its own text. */
const parsedSettings = new Map<string, SettingsByWay>();
const PARSED_AT_MOST = 100;

/** Connected accounts inside a unit of work. A removed one is gone. */
export function installationStore(session: Session): InstallationStore {
  return {
    find: async (id) => {
      const row = await session.first(installationById, { id });
      return row === null ? null : installationOf(row);
    },
  };
}

export function installationAdmin(database: Database): InstallationAdmin {
  return {
    list: async () => {
      const query = connected(database.read).orderBy('created_at').orderBy('id');
      return (await query.execute()).map(rowOf);
    },
    find: async (id) => {
      const row = await database.readSession.first(installationById, { id });
      return row === null ? null : rowOf(row);
    },
    save: (row) => database.write((db) => saveInstallation(db, row)),
    remove: (id, at) => database.write((db) => removeInstallation(db, id, at)),
  };
}

/** Adds or replaces a connected account, in whichever transaction `db` is. */
export async function saveInstallation(db: Kysely<Tables>, row: InstallationRow): Promise<void> {
  const columns = columnsOf(row);
  const { id: _, created_at: __, ...changing } = columns;
  await db
    .insertInto('installation')
    .values(columns)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
    .execute();
}

/** The credentials go at once; the row stays, because requests and logs name it. */
export async function removeInstallation(db: Kysely<Tables>, id: string, at: EpochMs): Promise<void> {
  await db.updateTable('installation').set({ removed_at: at, sealed_credentials: null }).where('id', '=', id).execute();
}

function rowOf(row: Row): InstallationRow {
  return {
    installation: installationOf(row),
    address: row.address,
    plan: row.plan,
    sealedCredentials: row.sealed_credentials,
    createdAt: row.created_at,
  };
}

function installationOf(row: Row): Installation {
  return {
    id: row.id,
    helpDesk: row.help_desk as HelpDeskKind,
    name: row.name,
    environment: row.environment as Installation['environment'],
    settings: settingsOf(row),
  };
}

function settingsOf({ settings: text, sms_setting: sms }: Row): InstallationSettings {
  const parsed = parsedSettings.get(text) ?? parse(text);
  return isSmsOn(sms) ? parsed.withSms : parsed.withoutSms;
}

function parse(text: string): SettingsByWay {
  if (parsedSettings.size >= PARSED_AT_MOST) parsedSettings.clear();
  const parsed = settingsByWay(readSettings(text));
  parsedSettings.set(text, parsed);
  return parsed;
}

function columnsOf({ installation, address, plan, sealedCredentials, createdAt }: InstallationRow): InstallationTable {
  return {
    id: installation.id,
    help_desk: installation.helpDesk,
    name: installation.name,
    environment: installation.environment,
    address,
    plan,
    settings: JSON.stringify(savedSettings(installation.settings)),
    sealed_credentials: sealedCredentials,
    created_at: createdAt,
    removed_at: null,
  };
}
