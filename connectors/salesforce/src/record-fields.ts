import type { RequestRecord } from '../../../core/ports/panel-platform.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { Fields } from './composite.ts';
import { readEmail, readLine, readText } from '../../shared/plain-text.ts';
import { longId } from './record-id.ts';

const LONGEST_NAME_CHARS = 120;
const LONGEST_COMMENT_CHARS = 4000;
const LONGEST_URL_CHARS = 255;
export const LONGEST_VIEW_CHARS = 131_072;

/** All fields that may change with the request. `assigneeId`: the agent as a user of the org; null when he is none. */
export function changingFields(record: RequestRecord, orgId: string | null, assigneeId: string | null): Fields {
  const { recipient, assignee, sessions } = record;
  return {
    Status__c: record.status,
    Outcome__c: record.outcome,
    Recipient_Name__c: readLine(recipient.name, LONGEST_NAME_CHARS),
    Recipient_Email__c: readEmail(recipient.email)?.slice(0, 80) === recipient.email ? recipient.email : null,
    Recipient_Phone__c: readLine(recipient.phone, 40) || null,
    Language__c: readLine(record.language, 35),
    Comment__c: readText(record.comment, LONGEST_COMMENT_CHARS) || null,
    Assignee__c: assigneeId,
    Assignee_Name__c: readLine(assignee.name, LONGEST_NAME_CHARS) || null,
    Queue_Name__c: readLine(assignee.queueName, LONGEST_NAME_CHARS) || null,
    Scheduled_At__c: moment(record.scheduledAt),
    Expires_At__c: moment(record.expiresAt),
    Joined_At__c: moment(record.joinedAt),
    Allowed_At__c: moment(record.allowedAt),
    Started_At__c: moment(record.startedAt),
    Ended_At__c: moment(record.endedAt),
    Closed_At__c: moment(record.closedAt),
    Session_Count__c: Math.min(9999, sessions.count),
    Session_Seconds__c: Math.min(999_999_999, Math.round(sessions.totalMs / 1000)),
    Duration_Estimated__c: sessions.estimated,
    Join_Url__c: url(record.joinUrl),
    Connect_Url__c: url(record.connectUrl),
    View__c: viewText(record),
    View_Version__c: record.viewVersion,
    Version__c: record.version,
    Org_Id__c: orgId,
  };
}

/** The same JSON, without what Salesforce would take for a reference of its own. */
export function viewText({ view }: RequestRecord): string {
  return view.replaceAll('@{', '@\\u007b');
}

/** What a new record needs besides. Its key stands in the address, and may not stand here too. */
export function identityFields(record: RequestRecord): Fields {
  return { Case__c: longId(record.ticketId), Number__c: record.number };
}

function moment(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** A link that was cut is no link; the panel reads the whole one in the view. */
function url(text: string | null): string | null {
  return text !== null && text.length <= LONGEST_URL_CHARS ? text : null;
}
