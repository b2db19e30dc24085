import type { CommandLog } from '../../core/ports/stores.ts';
import type { Database } from './database.ts';
import { prepare } from './prepared.ts';
import type { Session } from './session.ts';
import type { CommandPurge } from './store.ts';
import type { CommandTable } from './tables.ts';

const commandById = prepare<{ scope: string; id: string }>()((db, { scope, id }) =>
  db.selectFrom('command').select(['body_hash', 'answer']).where('scope', '=', scope).where('id', '=', id),
);

const insertCommand = prepare<CommandTable>()((db, row) =>
  db
    .insertInto('command')
    .values({ scope: row.scope, id: row.id, body_hash: row.body_hash, answer: row.answer, at: row.at }),
);

const purgeCommands = prepare<{ before: number; limit: number }>()((db, { before, limit }) =>
  db
    .deleteFrom('command')
    .where((is) =>
      is(
        is.refTuple('scope', 'id'),
        'in',
        is
          .selectFrom('command')
          .select(['scope', 'id'])
          .where('at', '<', before)
          .orderBy('at')
          .limit(limit)
          .$asTuple('scope', 'id'),
      ),
    ),
);

export function commandLog(session: Session): CommandLog {
  return {
    recall: async (scope, commandId) => {
      const row = await session.first(commandById, { scope, id: commandId });
      return row === null ? null : { bodyHash: row.body_hash, answer: row.answer };
    },
    remember: async ({ scope, commandId, bodyHash, answer, at }) => {
      await session.run(insertCommand, { scope, id: commandId, body_hash: bodyHash, answer, at });
    },
  };
}

export function commandPurge(database: Database): CommandPurge {
  return { purge: (before, limit) => database.writeSession((unit) => unit.run(purgeCommands, { before, limit })) };
}
