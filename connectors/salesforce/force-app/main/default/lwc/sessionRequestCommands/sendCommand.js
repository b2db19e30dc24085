import { createRecord } from 'lightning/uiRecordApi';
import COMMAND from '@salesforce/schema/Session_Request_Command__c';
import CASE from '@salesforce/schema/Session_Request_Command__c.Case__c';
import REQUEST_KEY from '@salesforce/schema/Session_Request_Command__c.Request_Key__c';
import TYPE from '@salesforce/schema/Session_Request_Command__c.Type__c';
import PARAMETERS from '@salesforce/schema/Session_Request_Command__c.Parameters__c';
import CLIENT_KEY from '@salesforce/schema/Session_Request_Command__c.Client_Key__c';
import PANEL_VERSION_FIELD from '@salesforce/schema/Session_Request_Command__c.Panel_Version__c';

/** Raised with every change of what the panel writes. */
export const PANEL_VERSION = 1;
/** As much as Parameters__c holds. */
const LONGEST_PARAMETERS = 32768;
const LONGEST_REASON = 500;

/** @returns {string} */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Writes one command. The same key twice makes one record, so sending again after a lost answer does it once.
 * @param {string} caseId
 * @param {Wish & { readonly key: string }} wish
 * @returns {Promise<Pressed>}
 */
export async function sendCommand(caseId, { key, requestKey, type, parameters }) {
  const written = JSON.stringify(parameters);
  if (written.length > LONGEST_PARAMETERS) return { ok: false, problem: { kind: 'too-long' } };
  const fields = {
    [CASE.fieldApiName]: caseId,
    [TYPE.fieldApiName]: type,
    [PARAMETERS.fieldApiName]: written,
    [CLIENT_KEY.fieldApiName]: key,
    [PANEL_VERSION_FIELD.fieldApiName]: PANEL_VERSION,
    ...(requestKey === null ? {} : { [REQUEST_KEY.fieldApiName]: requestKey }),
  };
  try {
    await createRecord({ apiName: COMMAND.objectApiName, fields });
    return { ok: true };
  } catch (error) {
    return readRejection(error);
  }
}

/**
 * What Salesforce says of a record that it did not take. A key that is there already was written by the press before this one.
 * @param {unknown} rejection
 * @returns {Pressed}
 */
function readRejection(rejection) {
  const { status, body } = /** @type {{ status?: unknown, body?: unknown }} */ (rejection || {});
  const code = Number(status) || Number(own(body, 'statusCode')) || 0;
  const told = JSON.stringify(body || '').slice(0, 20000);
  if (told.includes('DUPLICATE_VALUE')) return { ok: true };
  if (code < 400 || code >= 500 || code === 408 || code === 429) return { ok: false, problem: { kind: 'lost' } };
  const isAccess = code === 403 || code === 404 || /INSUFFICIENT_ACCESS|CANNOT_INSERT_UPDATE|INVALID_TYPE/.test(told);
  if (isAccess) return { ok: false, problem: { kind: 'no-access' } };
  return { ok: false, problem: { kind: 'refused', reason: reasonIn(body) } };
}

/**
 * The sentence of the rule or field that said no, else the general one.
 * @param {unknown} body
 * @returns {string}
 */
function reasonIn(body) {
  const output = own(body, 'output');
  const [first] = /** @type {unknown[]} */ (own(output, 'errors') || []);
  const [ofField] = Object.values(/** @type {object} */ (own(output, 'fieldErrors') || {})).flat();
  const found = [own(first, 'message'), own(ofField, 'message'), own(body, 'message'), own(own(body, '0'), 'message')];
  const reason = found.find((one) => typeof one === 'string' && one !== '');
  return typeof reason === 'string' ? reason.slice(0, LONGEST_REASON) : '';
}

/**
 * @param {unknown} from
 * @param {string} name
 * @returns {unknown}
 */
function own(from, name) {
  return typeof from === 'object' && from !== null ? /** @type {Record<string, unknown>} */ (from)[name] : undefined;
}
