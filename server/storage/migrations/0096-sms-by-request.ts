import type { Kysely } from 'kysely';
import type { MigrationFor } from './columns.ts';

/** Messages go with their request, and with the person it was for: they are found without looking through all of them. */
export const smsByRequest: MigrationFor = () => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema.createIndex('sms_message_request').on('sms_message').column('request_id').execute();
  },
});
