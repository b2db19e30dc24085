import { parseView } from './parseView';
import { list, parseRecord, record, text, textOrNull } from './values';

const RESULTS = Object.freeze(['Done', 'Refused', 'Too old']);

/**
 * What the panel's one question was answered with. An answer may come with errors beside it: what can be used of it counts, else why not.
 * @param {unknown} data
 * @param {unknown} errors
 * @returns {ReadPage | null} Null before there is any answer.
 */
export function readAnswer(data, errors) {
  const hasErrors = Array.isArray(errors) ? errors.length > 0 : Boolean(errors);
  if (!data && !hasErrors) return null;
  const read = readPage(data);
  return !read.ok && read.why === 'unreadable' && hasErrors ? readErrors(errors) : read;
}

/** @param {unknown} data @returns {ReadPage} */
function readPage(data) {
  const query = record(record(record(data).uiapi).query);
  if (!['cases', 'requests', 'commands'].every((name) => Array.isArray(record(query[name]).edges))) {
    return { ok: false, why: 'unreadable' };
  }
  const [found] = nodes(query.cases);
  if (found === undefined) return { ok: false, why: 'no-case' };
  const [me] = nodes(query.me);
  return {
    ok: true,
    page: {
      case: caseOf(found),
      me: { id: text(record(me).Id), name: field(me, 'Name') || '', email: field(me, 'Email') },
      requests: known(nodes(query.requests).map(requestOf)),
      hasMore: record(record(query.requests).pageInfo).hasNextPage === true,
      commands: known(nodes(query.commands).map(commandOf)),
    },
  };
}

/**
 * Why there is no answer, from what Salesforce says of it. An object that somebody may not see is for him one that does not exist.
 * @param {unknown} errors
 * @returns {Extract<ReadPage, { ok: false }>}
 */
function readErrors(errors) {
  const told = JSON.stringify(errors || '').slice(0, 20000);
  const isAccess = /Session_Request|INSUFFICIENT_ACCESS|FieldUndefined|UnknownType|\b403\b/i.test(told);
  return { ok: false, why: isAccess ? 'no-access' : 'reading' };
}

/**
 * What happened to a request, newest first.
 * @param {unknown} data
 * @returns {LogState}
 */
export function readLog(data) {
  const { events } = record(record(record(data).uiapi).query);
  if (!Array.isArray(record(events).edges)) return { entries: [], hasMore: false, isFailed: true };
  const entries = nodes(events).map((node) => ({
    key: text(node.Id),
    at: moment(field(node, 'at')) || 0,
    text: field(node, 'text') || '',
  }));
  return { entries, hasMore: record(record(events).pageInfo).hasNextPage === true, isFailed: false };
}

/**
 * What holds for all requests, as the newest of any case tells it.
 * @param {unknown} data
 * @returns {Surroundings | null}
 */
export function readSurroundings(data) {
  const [found] = nodes(record(record(record(data).uiapi).query).newest);
  const read =
    found === undefined ? null : parseView(record(found.view).value, Number(record(found.viewVersion).value) || 0);
  return read !== null && read.ok ? read.surroundings : null;
}

/**
 * Without what nobody could name.
 * @template {{ readonly key: string }} Row
 * @param {readonly Row[]} rows
 */
function known(rows) {
  return rows.filter(({ key }) => key !== '');
}

/** @param {unknown} connection @returns {readonly Record<string, unknown>[]} */
function nodes(connection) {
  return list(record(connection).edges).map((edge) => record(record(edge).node));
}

/**
 * @param {unknown} node
 * @param {string} name
 * @returns {string | null}
 */
function field(node, name) {
  return textOrNull(record(record(node)[name]).value);
}

/** @param {string | null} iso @returns {number | null} */
function moment(iso) {
  const at = Date.parse(iso || '');
  return Number.isNaN(at) ? null : at;
}

/** @param {Record<string, unknown>} node @returns {CaseFacts} */
function caseOf(node) {
  const person = record(node.Contact);
  const contact = {
    name: field(person, 'Name') || field(node, 'SuppliedName'),
    email: field(person, 'Email') || field(node, 'SuppliedEmail'),
    phone: field(person, 'MobilePhone') || field(person, 'Phone') || field(node, 'SuppliedPhone'),
  };
  return {
    id: text(node.Id),
    number: field(node, 'CaseNumber') || '',
    subject: field(node, 'Subject') || '',
    isClosed: record(node.IsClosed).value === true,
    contact: contact.name === null ? null : { ...contact, name: contact.name },
  };
}

/** @param {Record<string, unknown>} node @returns {RequestRow} */
function requestOf(node) {
  const version = Number(record(node.viewVersion).value) || 0;
  return {
    key: field(node, 'key') || text(node.Id),
    number: field(node, 'number') || '',
    status: field(node, 'status') || '',
    recipientName: field(node, 'recipientName') || '',
    createdAt: moment(field(node, 'CreatedDate')) || 0,
    writtenAt: moment(field(node, 'LastModifiedDate')) || 0,
    read: parseView(record(node.view).value, version),
  };
}

/** @param {Record<string, unknown>} node @returns {CommandRow} */
function commandOf(node) {
  const result = field(node, 'result') || '';
  return {
    key: field(node, 'key') || text(node.Id),
    type: field(node, 'type') || '',
    requestKey: field(node, 'requestKey'),
    parameters: parseRecord(field(node, 'parameters')) || {},
    createdAt: moment(field(node, 'CreatedDate')) || 0,
    seenAt: moment(field(node, 'seenAt')),
    handledAt: moment(field(node, 'handledAt')),
    result: RESULTS.includes(result) ? /** @type {CommandResult} */ (result) : null,
    message: field(node, 'message'),
    resultKey: field(node, 'resultKey'),
  };
}
