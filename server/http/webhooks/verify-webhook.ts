import { isUtf8 } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { WebhookSecrets } from '../../installations/install-secrets.ts';

export type WebhookProof =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'nothing-sent' | 'wrong-secret' | 'too-old' | 'wrong-signature' };

export const SECRET_HEADER = 'x-session-requests-secret';
/** What a sender without proof is told. The same for accounts that there are not. */
export const PROOF_WANTED = `Send the webhook secret in the header "${SECRET_HEADER}", or sign after Standard Webhooks.`;
const TOLERANCE_SEC = 5 * 60;
const LEAST_SECRET_BYTES = 24;

type Header = (name: string) => string | undefined;

/** Checks the bytes as received. Pure: secrets, headers, body and time come in. */
export function verifyWebhook(secrets: WebhookSecrets, header: Header, body: Buffer, nowMs: number): WebhookProof {
  const plain = header(SECRET_HEADER);
  if (plain !== undefined) {
    return secrets.headerSecretHashes.some((hash) => isSame(sha256(plain), hash))
      ? { ok: true }
      : { ok: false, reason: 'wrong-secret' };
  }
  return verifySignature(secrets.signingSecrets, header, body, nowMs);
}

function verifySignature(signingSecrets: readonly string[], header: Header, body: Buffer, nowMs: number): WebhookProof {
  const id = header('webhook-id');
  const timestamp = header('webhook-timestamp');
  const signatures = header('webhook-signature');
  if (id === undefined || timestamp === undefined || signatures === undefined) {
    return { ok: false, reason: 'nothing-sent' };
  }
  // Rule 1: fresh, in both directions. A clock that is ahead is as wrong as an old message.
  if (!/^[0-9]{1,12}$/.test(timestamp)) return { ok: false, reason: 'too-old' };
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SEC) return { ok: false, reason: 'too-old' };
  // Rule 2: the library signs text, and all broken bytes make the same text: two bodies must not share a signature.
  if (!isUtf8(body)) return { ok: false, reason: 'wrong-signature' };
  // Rule 3: one of the signatures fits one of the secrets.
  const expected = signingSecrets
    .filter(isLongEnough)
    .map((secret) => new Webhook(secret).sign(id, new Date(Number(timestamp) * 1000), body.toString('utf8')));
  const given = signatures.split(' ').slice(0, 10);
  const fits = expected.some((one) => given.some((other) => isSame(one, other)));
  return fits ? { ok: true } : { ok: false, reason: 'wrong-signature' };
}

/** The library accepts an empty secret; we do not. */
function isLongEnough(secret: string): boolean {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length >= LEAST_SECRET_BYTES;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
