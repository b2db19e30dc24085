import type { StoredRequest, Stores } from '../ports/stores.ts';
import type { Refusal } from '../session-request/refusals.ts';
import type { EpochMs } from '../session-request/values.ts';
import type { CommandEnvelope } from './core-ports.ts';

/** What became of a command. */
export type CommandAnswer =
  | {
      readonly ok: true;
      readonly stored: StoredRequest;
      /** Version right after this command; the request may have moved on when `replayed`. */
      readonly version: number;
      /** True when this command id had been carried out before and nothing was done now. */
      readonly replayed: boolean;
      /** For a creation: false when an active request for this person was there already. */
      readonly created: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal };

type Remembered =
  | { readonly ok: true; readonly requestId: string; readonly version: number; readonly created: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

/** The first answer to this command id; null when it is new. */
export async function recallAnswer(stores: Stores, envelope: CommandEnvelope | null): Promise<CommandAnswer | null> {
  if (envelope === null) return null;
  const known = await stores.commands.recall(envelope.scope, envelope.commandId);
  if (known === null) return null;
  if (known.bodyHash !== envelope.bodyHash) return { ok: false, refusal: { reason: 'same-id-other-body' } };
  const first = JSON.parse(known.answer) as Remembered;
  if (!first.ok) return first;
  const stored = await stores.requests.find(first.requestId);
  if (stored === null) return { ok: false, refusal: { reason: 'no-such-request' } };
  return { ok: true, stored, version: first.version, created: first.created, replayed: true };
}

export async function rememberAnswer(
  stores: Stores,
  envelope: CommandEnvelope | null,
  answer: CommandAnswer,
  at: EpochMs,
): Promise<void> {
  if (envelope === null) return;
  const first: Remembered = answer.ok
    ? { ok: true, requestId: answer.stored.request.id, version: answer.version, created: answer.created }
    : answer;
  await stores.commands.remember({ ...envelope, answer: JSON.stringify(first), at });
}
