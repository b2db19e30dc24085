import type { ReceivedMail } from '../../fakes/smtp/sink-client.ts';
import type { Findings } from '../shared/proof.ts';
import type { StoredMail } from './check-store.ts';

/** The delivery behind a mail. */
function idOf({ messageId }: ReceivedMail): string {
  return /^<([^@>]+)@/.exec(messageId ?? '')?.[1] ?? '';
}

/** Every mail that was to be sent arrived; copies of one carry the same Message-ID, and none came from nowhere. */
export function checkMails(stored: readonly StoredMail[], received: readonly ReceivedMail[], findings: Findings): void {
  const arrived = Map.groupBy(received, idOf);
  for (const { deliveryId, isSkipped } of stored) {
    const copies = arrived.get(deliveryId) ?? [];
    findings.check(isSkipped || copies.length > 0 ? null : `the mail ${deliveryId} never arrived`);
    const readers = new Set(copies.flatMap(({ envelope }) => envelope.to));
    findings.check(readers.size <= 1 ? null : `the mail ${deliveryId} went to ${readers.size} people`);
  }
  const known = new Set(stored.map(({ deliveryId }) => deliveryId));
  for (const id of arrived.keys()) findings.check(known.has(id) ? null : `a mail "${id}" came from nowhere`);
}
