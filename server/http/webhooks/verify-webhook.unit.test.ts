import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { SECRET_HEADER, verifyWebhook } from './verify-webhook.ts';
import type { WebhookSecrets } from '../../installations/install-secrets.ts';

const NOW_SEC = 1_800_000_000;
const NOW_MS = NOW_SEC * 1000;
const KEY = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const OTHER_KEY = `whsec_${Buffer.alloc(24, 8).toString('base64')}`;
const PLAIN = 'srw_a-secret-that-is-sent-as-it-is';
const BODY = Buffer.from('{"ticket_id":"1042"}');

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const SECRETS: WebhookSecrets = { headerSecretHashes: [hashOf(PLAIN)], signingSecrets: [KEY] };

type Headers = Readonly<Record<string, string>>;
/** A correctly signed call. */
function signed(over: { key?: string; sec?: number; id?: string; body?: Buffer } = {}): Headers {
  const { key = KEY, sec = NOW_SEC, id = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W', body = BODY } = over;
  const signature = new Webhook(key).sign(id, new Date(sec * 1000), body.toString());
  return { 'webhook-id': id, 'webhook-timestamp': String(sec), 'webhook-signature': signature };
}
const verify = (headers: Headers, body: Buffer = BODY, secrets = SECRETS) =>
  verifyWebhook(secrets, (name) => headers[name], body, NOW_MS);
const FITS = { ok: true };
const refused = (reason: string) => ({ ok: false, reason });

/** Every text that differs in one bit. */
function* bitFlips(bytes: Buffer): Generator<Buffer> {
  for (let index = 0; index < bytes.length * 8; index += 1) {
    const flipped = Buffer.from(bytes);
    flipped[index >> 3] = (flipped[index >> 3] ?? 0) ^ (1 << (index & 7));
    yield flipped;
  }
}

describe('A webhook signed after Standard Webhooks', () => {
  it('fits when signed now with a known key', () => expect(verify(signed())).toEqual(FITS));

  it.each([-300, -1, 299, 300])('fits when its clock differs by %i seconds', (sec) => {
    expect(verify(signed({ sec: NOW_SEC + sec }))).toEqual(FITS);
  });

  it.each([-301, 301, -86_400, 86_400])(
    'is too old or too early at %i seconds, though the signature is right',
    (sec) => {
      expect(verify(signed({ sec: NOW_SEC + sec }))).toEqual(refused('too-old'));
    },
  );

  it.each(['', 'now', '-1', '1.8e9', '1800000000.0', ' 1800000000', '1800000000000000', 'NaN'])(
    'is refused with the time %j',
    (time) => {
      expect(verify({ ...signed(), 'webhook-timestamp': time }).ok).toBe(false);
    },
  );

  it('is refused with another key', () => {
    expect(verify(signed({ key: OTHER_KEY }))).toEqual(refused('wrong-signature'));
  });

  it('fits with either key while both are valid, and not with the old one afterwards', () => {
    const both = { ...SECRETS, signingSecrets: [KEY, OTHER_KEY] };
    expect(verify(signed(), BODY, both)).toEqual(FITS);
    expect(verify(signed({ key: OTHER_KEY }), BODY, both)).toEqual(FITS);
    expect(verify(signed(), BODY, { ...SECRETS, signingSecrets: [OTHER_KEY] })).toEqual(refused('wrong-signature'));
  });

  it('fits when one of several signatures does', () => {
    const [right, wrong] = [signed()['webhook-signature'], signed({ key: OTHER_KEY })['webhook-signature']];
    expect(verify({ ...signed(), 'webhook-signature': `${wrong} v2,abc ${right}` })).toEqual(FITS);
    expect(verify({ ...signed(), 'webhook-signature': `${wrong} ${wrong}` })).toEqual(refused('wrong-signature'));
  });

  it('is not searched for a fitting signature among more than ten', () => {
    const { 'webhook-signature': right = '', ...rest } = signed();
    const many = `${'v1,AAAA '.repeat(10)}${right}`;
    expect(verify({ ...rest, 'webhook-signature': many })).toEqual(refused('wrong-signature'));
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('is refused without %s', (name) => {
    const { [name]: _gone, ...rest } = signed();
    expect(verify(rest)).toEqual(refused('nothing-sent'));
  });

  it('is refused when id, time or version are exchanged', () => {
    const signature = signed()['webhook-signature'] ?? '';
    expect(verify({ ...signed(), 'webhook-id': 'msg_other' }).ok).toBe(false);
    expect(verify({ ...signed(), 'webhook-timestamp': String(NOW_SEC + 1) }).ok).toBe(false);
    expect(verify({ ...signed(), 'webhook-signature': signature.replace('v1,', 'v0,') }).ok).toBe(false);
    expect(verify({ ...signed(), 'webhook-signature': signature.slice(3) }).ok).toBe(false);
  });

  it('is refused when any single bit of the body differs', () => {
    const accepted = [...bitFlips(BODY)].filter((body) => verify(signed(), body).ok);
    expect(accepted).toEqual([]);
  });

  it('is refused when any single bit of signature, id or time differs', () => {
    for (const name of ['webhook-signature', 'webhook-id', 'webhook-timestamp']) {
      const right = signed();
      const flips = [...bitFlips(Buffer.from(right[name] ?? '', 'latin1'))];
      const accepted = flips.filter((flip) => verify({ ...right, [name]: flip.toString('latin1') }).ok);
      expect([name, accepted]).toEqual([name, []]);
    }
  });

  it('is refused when broken bytes stand where the signed text has a replacement character', () => {
    const text = Buffer.from('{"ticket_id":"1042","subject":"\ufffd"}');
    const broken = Buffer.from(text.toString('latin1').replace('\u00ef\u00bf\u00bd', '\u00ff'), 'latin1');
    expect(broken.toString()).toBe(text.toString());
    expect(verify(signed({ body: text }), text)).toEqual(FITS);
    expect(verify(signed({ body: text }), broken)).toEqual(refused('wrong-signature'));
  });

  it.each(['whsec_', `whsec_${Buffer.alloc(23, 7).toString('base64')}`])(
    'is never accepted by the short key %s',
    (short) => {
      const headers = short === 'whsec_' ? signed() : signed({ key: short });
      expect(verify(headers, BODY, { ...SECRETS, signingSecrets: [short] })).toEqual(refused('wrong-signature'));
    },
  );
});

describe('A webhook with the secret in a header', () => {
  it('fits', () => expect(verify({ [SECRET_HEADER]: PLAIN })).toEqual(FITS));

  it('fits with either of two', () => {
    const both = { ...SECRETS, headerSecretHashes: [hashOf('srw_new'), hashOf(PLAIN)] };
    expect(verify({ [SECRET_HEADER]: PLAIN }, BODY, both)).toEqual(FITS);
    expect(verify({ [SECRET_HEADER]: 'srw_new' }, BODY, both)).toEqual(FITS);
  });

  it.each([
    ['empty', ''],
    ['another', 'srw_other'],
    ['cut', PLAIN.slice(0, -1)],
    ['its own hash', hashOf(PLAIN)],
  ])('is refused when it is %s', (_what, secret) => {
    expect(verify({ [SECRET_HEADER]: secret })).toEqual(refused('wrong-secret'));
  });

  it('is not saved by a right signature beside a wrong secret', () => {
    expect(verify({ ...signed(), [SECRET_HEADER]: 'srw_other' })).toEqual(refused('wrong-secret'));
  });

  it('is refused where no secret is set', () => {
    const none = { headerSecretHashes: [], signingSecrets: [] };
    expect(verify({ [SECRET_HEADER]: '' }, BODY, none).ok).toBe(false);
    expect(verify(signed(), BODY, none).ok).toBe(false);
    expect(verify({}, BODY, none).ok).toBe(false);
  });
});
