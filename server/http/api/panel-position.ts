import { createHash } from 'node:crypto';

/** What a panel has of some tickets, as short digests in a text that it hands back. It means nothing to the panel. */
export type PanelPosition = ReadonlyMap<string, string>;

const FORM = 'p1';
const TICKET_CHARACTERS = 6;
const PICTURE_CHARACTERS = 10;
const ENTRY = new RegExp(`^([\\w-]{${TICKET_CHARACTERS}})([\\w-]{${PICTURE_CHARACTERS}})$`);
const MOST_ENTRIES = 20;

export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, PICTURE_CHARACTERS);
}

/** `digests` by ticket id. */
export function writePosition(digests: Iterable<readonly [string, string]>): string {
  return [FORM, ...Array.from(digests, ([ticketId, digest]) => `${keyOf(ticketId)}${digest}`)].join('.');
}

/** A position that this version did not make knows no ticket: the panel then gets everything anew. */
export function readPosition(text: string): PanelPosition {
  const [form, ...entries] = text.split('.');
  if (form !== FORM || entries.length > MOST_ENTRIES) return new Map();
  const found = entries.map((entry) => ENTRY.exec(entry));
  if (found.includes(null)) return new Map();
  return new Map(found.map((parts) => [parts?.[1] ?? '', parts?.[2] ?? '']));
}

export function hasPicture(position: PanelPosition, ticketId: string, digest: string): boolean {
  return position.get(keyOf(ticketId)) === digest;
}

/** Short, and the same length whatever the id; two tickets of one panel with the same key only cost an answer more. */
function keyOf(ticketId: string): string {
  return createHash('sha256').update(ticketId).digest('base64url').slice(0, TICKET_CHARACTERS);
}
