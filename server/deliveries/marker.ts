import { createHash } from 'node:crypto';
import { randomBytes } from '../secrets/random-bytes.ts';

/** Capital letters and digits that are not taken for one another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MARK_LENGTH = 4;

/** Four random characters. They keep a restored or second server from taking another's entry for its own. */
export function randomMark(random: (bytes: number) => Uint8Array = randomBytes): string {
  return markOf(random(MARK_LENGTH));
}

/** The reference that people see and the probe looks for: `RS-000123-07-K7QX`. */
export function markerOf(number: string, seq: number, mark: string): string {
  return `${number}-${String(seq).padStart(2, '0')}-${mark}`;
}

/** The one marker of a request's living entry on a ticket. Random as the request's id is, and the same for every update. */
export function livingMarker(request: { readonly id: string; readonly number: string }, ticketId: string): string {
  return markerOf(request.number, 0, markOf(createHash('sha256').update(`${request.id}\n${ticketId}`).digest()));
}

function markOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, MARK_LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('');
}
