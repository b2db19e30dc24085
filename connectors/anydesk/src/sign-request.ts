import { createHash, createHmac } from 'node:crypto';

/** Who calls AnyDesk's REST API: the licence's number, and the API password that goes with it. */
export type ApiLicence = { readonly licenseId: string; readonly apiPassword: string };

/** A request as it goes over the wire. `resource` is path and query exactly as sent, `body` empty when there is none. */
export type RequestToSign = { readonly method: string; readonly resource: string; readonly body: string };

/** The `Authorization` header of a request. `timestamp` is in Unix seconds. */
export function authorization(request: RequestToSign, timestamp: number, licence: ApiLicence): string {
  return `AD ${licence.licenseId}:${timestamp}:${signature(request, timestamp, licence.apiPassword)}`;
}

/** SHA-1 is what AnyDesk asks for; it is used with a key here, for which it is not broken. */
export function signature(request: RequestToSign, timestamp: number, apiPassword: string): string {
  const { method, resource, body } = request;
  const contentHash = createHash('sha1').update(body, 'utf8').digest('base64');
  const text = [method.toUpperCase(), resource, String(timestamp), contentHash].join('\n');
  return createHmac('sha1', Buffer.from(apiPassword, 'utf8')).update(text, 'utf8').digest('base64');
}
