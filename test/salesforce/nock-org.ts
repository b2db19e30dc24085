import nock from 'nock';
import type { HelpDesk } from '../../core/ports/help-desk.ts';
import type { SalesforceOptions } from '../../connectors/salesforce/src/salesforce.ts';
import { createSalesforce } from '../../connectors/salesforce/src/salesforce.ts';

export const ORG = 'https://acme.my.salesforce.com';
export const API = '/services/data/v67.0';
export const NOW = Date.parse('2026-11-22T10:00:00Z');
/** Ids with the check characters that Salesforce gives them. */
export const CASE_ID = '5005g0000000001AAA';
export const USER_ID = '0055g0000000004AAA';
export const EVENT_ID = 'a015g0000000001AAA';
export const POST_ID = '0D55g0000000001CAA';

export const AN_ENTRY = {
  ticketId: CASE_ID,
  marker: 'RS-000123-07-K7QX',
  paragraphs: ['Mara asked Hannah for a session.'],
  links: [],
  visibility: 'private',
  notify: [],
} as const;

/** An adapter for an org that nock plays. */
export function deskAt(options: Partial<SalesforceOptions> = {}): HelpDesk {
  return createSalesforce({
    address: ORG,
    credentials: { kind: 'client-credentials', clientId: 'key', clientSecret: 'secret' },
    now: () => NOW,
    ...options,
  });
}

/** The next sign-ins get a token each: `token-1`, `token-2` and so on. */
export function signIns(times = 1): void {
  let given = 0;
  nock(ORG)
    .post('/services/oauth2/token')
    .times(times)
    .reply(200, () => {
      given += 1;
      return { access_token: `token-${given}`, instance_url: ORG, id: `${ORG}/id/00D5g0000000001EAA/${USER_ID}` };
    });
}

/** The next composite call is answered so. */
export function compositeAnswers(status: number, body: nock.Body, headers: nock.ReplyHeaders = {}): void {
  nock(ORG).post(`${API}/composite`).reply(status, body, headers);
}

/** The next query is answered with these rows. */
export function queryAnswers(rows: readonly object[], resource: 'query' | 'queryAll' = 'query'): void {
  nock(ORG).get(`${API}/${resource}`).query(true).reply(200, { totalSize: rows.length, done: true, records: rows });
}

/** Both parts of an entry's composite, as Salesforce answers when all went well. */
export const BOTH_MADE = {
  compositeResponse: [
    { body: { id: POST_ID, success: true, errors: [] }, httpHeaders: {}, httpStatusCode: 201, referenceId: 'shown' },
    { body: { id: EVENT_ID, success: true, errors: [] }, httpHeaders: {}, httpStatusCode: 201, referenceId: 'event' },
  ],
};

/** A composite that was taken back because one part failed. */
export function takenBack(failed: 'shown' | 'event', errorCode: string, status = 400): nock.Body {
  const part = (referenceId: string) =>
    referenceId === failed
      ? {
          body: [{ errorCode, message: 'told to nobody: s3cret' }],
          httpHeaders: {},
          httpStatusCode: status,
          referenceId,
        }
      : {
          body: [{ errorCode: 'PROCESSING_HALTED', message: 'The transaction was rolled back' }],
          httpHeaders: {},
          httpStatusCode: 400,
          referenceId,
        };
  return { compositeResponse: ['shown', 'event'].map((name) => part(name)) };
}
