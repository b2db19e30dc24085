import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The two things a licence's owner gets for the API. */
export type Licence = { readonly licenseId: string; readonly apiPassword: string };

export type SignedRequest = {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly resource: string;
  readonly body: string;
};

export type Refused = { readonly ok: false; readonly code: string; readonly error: string };

/** Base64 of the body's SHA-1; an empty body has one too. */
export function contentHash(body: string): string {
  return createHash('sha1').update(body, 'utf8').digest('base64');
}

/** The token of a request; `timestamp` is Unix seconds as decimal text. */
export function signToken(request: SignedRequest, timestamp: string, apiPassword: string): string {
  const text = [request.method.toUpperCase(), request.resource, timestamp, contentHash(request.body)].join('\n');
  return createHmac('sha1', apiPassword).update(text, 'utf8').digest('base64');
}

/** The whole Authorization header of a request. */
export function authorization(request: SignedRequest, timestamp: string, licence: Licence): string {
  return `AD ${licence.licenseId}:${timestamp}:${signToken(request, timestamp, licence.apiPassword)}`;
}

const HEADER = /^AD (\d+):(\d+):([A-Za-z0-9+/]+=*)$/;

/**
 * Checks a request's Authorization header. AnyDesk tells nobody how wrong a clock may be; `skewSeconds` is this fake's own limit, both
 * ways.
 */
export function checkAuthorization(
  header: string | undefined,
  request: SignedRequest,
  licence: Licence,
  nowSeconds: number,
  skewSeconds: number,
): { readonly ok: true } | Refused {
  const [, licenseId, timestamp, token] = HEADER.exec(header ?? '') ?? [];
  if (licenseId === undefined || timestamp === undefined || token === undefined) {
    return {
      ok: false,
      code: 'invalid_token',
      error: 'The Authorization header is missing or not of the form AD id:time:token',
    };
  }
  if (licenseId !== licence.licenseId) return { ok: false, code: 'invalid_token', error: 'Unknown license' };
  if (Math.abs(nowSeconds - Number(timestamp)) > skewSeconds) {
    return { ok: false, code: 'invalid_token', error: 'The request time is too far away' };
  }
  const isRight = sameText(token, signToken(request, timestamp, licence.apiPassword));
  return isRight ? { ok: true } : { ok: false, code: 'invalid_token', error: 'The token does not fit the request' };
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
