import { z } from 'zod';
import { emailAddress, text } from '../../outside-text.ts';

/** Who reads: what an agent sees and may press depends on him. Asserted, like `agent` in commands, and ignored with an agent's own token. */
export const readerQuery = z.strictObject({
  agent: text({ most: 100, least: 1 })
    .optional()
    .meta({ description: "The agent's id in the help desk; needed with an install secret" }),
  agentName: text({ most: 120, least: 1 }).optional(),
  agentEmail: emailAddress.optional(),
});

export const listQuery = readerQuery.extend({
  cursor: text({ most: 500 }).optional().meta({ description: '"next" of the page before' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export type ReaderQuery = z.output<typeof readerQuery>;
