const TICKET_ID = /^[1-9][0-9]{0,14}$/;
/** What a session request follows. All other changes are no news to the server, and every call counts against the account's 50 a minute. */
const FOLLOWED = ['status', 'responder_id', 'group_id', 'requester_id', 'deleted', 'spam'];
/** Each entry that our server writes begins so. Further down it may be a quotation in somebody else's answer. */
const OUR_ENTRY = /^\s*Ref\s+RS-[0-9]{6,}-[0-9]{2,}-[0-9A-Z]{4}\b/;
const NOTE = 2;
/** A note that names another ticket may be the one that says into which ticket this one was merged. */
const ANOTHER_TICKET = /(#|\b(?:INC|SR|TKT)-?\s?|\/tickets\/)[1-9][0-9]*/i;

/** What to tell the server of a changed ticket: that it changed, never what is in it. Null when there is nothing to tell. */
exports.ofTicket = function (args) {
  const data = dataOf(args);
  const id = ticketIdOf(data.ticket, 'display_id', 'id');
  return id !== null && concernsUs(data.changes) ? { ticket: id, kind: 'updated' } : null;
};

/** The same of something written into a ticket. Only a merge is seen there and nowhere else. */
exports.ofConversation = function (args) {
  const conversation = dataOf(args).conversation;
  const id = ticketIdOf(conversation, 'ticket_display_id', 'ticket_id');
  return id !== null && mayTellOfMerge(conversation) ? { ticket: id, kind: 'conversation' } : null;
};

function dataOf(args) {
  return (args && args.data) || {};
}

/** The number that people and the REST API know; some payloads carry an inner one beside it. */
function ticketIdOf(record, number, inner) {
  if (!record) return null;
  const text = String(record[number] || record[inner]);
  return TICKET_ID.test(text) ? text : null;
}

/** Deleting and marking as spam may come without a list of changes. */
function concernsUs(changes) {
  if (!changes || typeof changes !== 'object') return true;
  const names = Object.keys(changes);
  return names.length === 0 || names.some((name) => FOLLOWED.includes(name));
}

function mayTellOfMerge(conversation) {
  const text = plainTextOf(conversation);
  return Number(conversation.source) === NOTE && !OUR_ENTRY.test(text) && ANOTHER_TICKET.test(text);
}

function plainTextOf({ body_text: text, body }) {
  return typeof text === 'string' ? text : String(body || '').replace(/<[^>]{0,200}>/g, ' ');
}
