import type { Clock } from '../../core/ports/world.ts';
import { isOpen, type WorkingHours } from '../../core/session-request/working-hours.ts';
import type { Database } from '../storage/database.ts';
import type { NoticeChoices, PersonNotices } from './notice-choices.ts';
import { isQuiet } from './quiet-hours.ts';

/** Why somebody is not at work. `silent`: no sign of life in console or panel. */
export type AwayBecause = 'set' | 'quiet-hours' | 'closed' | 'silent';

/** Who is at work. */
export type Whereabouts = {
  /** A sign of life. Cheap when called often; never rejects. */
  seen(personId: string): void;
  /** Why the person is away; null when he is there. */
  away(personId: string, place: Place): Promise<AwayBecause | null>;
};

/** Where somebody is looked for. */
export type Place = {
  readonly workingHours: WorkingHours | null;
  /** Whether work there shows in this server; elsewhere silence says nothing. */
  readonly showsLife: boolean;
};

export const SILENT_AFTER_MS = 10 * 60_000;
/** One write a minute and person is enough to tell ten minutes of silence. */
const NOTE_EVERY_MS = 60_000;

export function createWhereabouts(database: Database, choices: Pick<NoticeChoices, 'of'>, clock: Clock): Whereabouts {
  const noted = new Map<string, number>();
  return {
    seen: (personId) => {
      const now = clock.now();
      if (now - (noted.get(personId) ?? 0) < NOTE_EVERY_MS) return;
      noted.set(personId, now);
      // A sign of life that is lost comes again within a minute.
      note(database, personId, now).catch(() => noted.delete(personId));
    },
    away: async (personId, { workingHours, showsLife }) => {
      const now = clock.now();
      const because = silenced(await choices.of(personId), now);
      if (because !== null) return because;
      if (workingHours !== null && !isOpen(workingHours, now)) return 'closed';
      if (!showsLife) return null;
      const query = database.read.selectFrom('agent_seen').select('seen_at').where('person_id', '=', personId);
      const seenAt = (await query.executeTakeFirst())?.seen_at ?? Number.NEGATIVE_INFINITY;
      return now - seenAt > SILENT_AFTER_MS ? 'silent' : null;
    },
  };
}

/** Why the person wants to hear nothing now; null when he does. */
export function silenced({ awaySince, choice }: PersonNotices, now: number): 'set' | 'quiet-hours' | null {
  if (awaySince !== null) return 'set';
  return choice.quiet !== null && isQuiet(choice.quiet, now) ? 'quiet-hours' : null;
}

async function note(database: Database, personId: string, now: number): Promise<void> {
  await database.write((db) =>
    db
      .insertInto('agent_seen')
      .values({ person_id: personId, seen_at: now })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ seen_at: now }))
      .execute(),
  );
}
