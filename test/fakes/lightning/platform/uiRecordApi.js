import { callOrg } from './org';

/** Makes a record in the name of whoever looks at the page. */
export function createRecord({ apiName, fields }) {
  return callOrg('POST', '/ui-api/records', { apiName, fields });
}

export function updateRecord({ fields: { Id, ...fields } }) {
  return callOrg('PATCH', `/ui-api/records/${Id}`, { fields });
}

/** Tells the page that somebody changed these records elsewhere: what shows them reads them again. */
export function notifyRecordUpdateAvailable(records) {
  dispatchEvent(new CustomEvent('lightning-records', { detail: records.map(({ recordId }) => recordId) }));
  return Promise.resolve();
}
