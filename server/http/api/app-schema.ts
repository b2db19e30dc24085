import { z } from 'zod';
import { text } from '../../outside-text.ts';

/** What our server speaks, and the oldest app that it still serves. */
export const SERVER_PROTOCOL = 1;
export const OLDEST_APP_PROTOCOL = 1;

const word = text({ most: 200 }).nullable().default(null);
const protocol = z.int().min(0).max(10_000).meta({ description: 'The form of the calls that the app speaks' });

const account = z.object({ id: word, domain: word, region: word }).meta({
  description: 'The account in which the app is, as the help desk names it',
});

// Not strict: a newer app may say more, and must get an answer that tells it what this server is.
export const installedSchema = z
  .object({
    event: z.enum(['installed', 'updated']).default('installed'),
    protocol,
    version: text({ most: 40, least: 1 }),
    account,
  })
  .meta({ id: 'AppInstalled' });

export const ticketChangedSchema = z
  .object({
    ticket: z
      .union([z.int().positive(), z.string()])
      .transform(String)
      .pipe(z.string().regex(/^[1-9][0-9]{0,14}$/, { error: "must be the ticket's number" }))
      .meta({ description: "The ticket's number" }),
  })
  .meta({
    id: 'TicketChanged',
    description: 'Only says that something changed. Everything else is fetched, not believed.',
  });

export const uninstalledSchema = z.object({}).meta({ id: 'AppUninstalled' });

export const installedAnswer = z.object({
  server: z.literal('session-requests'),
  protocol: z.int().meta({ description: 'The newest form of calls that this server speaks' }),
  minApp: z.int().meta({ description: 'The oldest form of calls that it still serves' }),
  installation: z.object({ name: z.string(), environment: z.enum(['production', 'test']) }),
});

export const acceptedAnswer = z.object({ accepted: z.literal(true) });
