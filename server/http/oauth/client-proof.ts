import type { Request } from 'express';

/** A client's id and secret, as it sent them. */
export type ClientProof = { readonly clientId: string; readonly secret: string };

export type ClientReading =
  | { readonly kind: 'proof'; readonly proof: ClientProof }
  | { readonly kind: 'none' }
  /** In the header and in the body: RFC 6749 allows one. */
  | { readonly kind: 'twice' };

/** From `Authorization: Basic`, or from the body's `client_id` and `client_secret`. */
export function readClientProof(
  request: Request,
  body: { readonly client_id?: string | undefined; readonly client_secret?: string | undefined },
): ClientReading {
  const header = request.get('authorization');
  const basic = header === undefined ? null : readBasic(header);
  const { client_id: clientId, client_secret: secret } = body;
  if (header !== undefined && secret !== undefined) return { kind: 'twice' };
  if (basic !== null) {
    return clientId === undefined || clientId === basic.clientId ? { kind: 'proof', proof: basic } : { kind: 'twice' };
  }
  if (clientId === undefined || secret === undefined) return { kind: 'none' };
  return { kind: 'proof', proof: { clientId, secret } };
}

/** Both parts are form-encoded before they are joined (RFC 6749, 2.3.1); ours look the same either way. */
function readBasic(header: string): ClientProof | null {
  const encoded = /^Basic +([A-Za-z0-9+/]{1,800}={0,2})$/i.exec(header)?.[1];
  const [, id, secret] =
    /^([\x21-\x39\x3b-\x7e]+):([\x21-\x7e]+)$/.exec(
      encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8'),
    ) ?? [];
  return id === undefined || secret === undefined ? null : { clientId: id, secret };
}
