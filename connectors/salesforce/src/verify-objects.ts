import type { z } from 'zod';
import type { Finding } from '../../../core/ports/answer.ts';
import type { Send } from './call.ts';
import type { TimelineTarget } from './timeline-target.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import { describeAnswer } from './wire.ts';

type Needs = { readonly object: string; readonly made: boolean; readonly fields: readonly string[] };

/** What the server writes into each object of the app. A field without a tick in the permission set is told as missing. */
const NEEDS: readonly Needs[] = [
  {
    object: 'Session_Request__c',
    made: true,
    fields: (
      'Status__c Outcome__c Recipient_Name__c Recipient_Email__c Recipient_Phone__c Language__c Comment__c Assignee__c ' +
      'Assignee_Name__c Queue_Name__c Scheduled_At__c Expires_At__c Joined_At__c Allowed_At__c Started_At__c Ended_At__c ' +
      'Closed_At__c Session_Count__c Session_Seconds__c Duration_Estimated__c Join_Url__c Connect_Url__c View__c ' +
      'View_Version__c Version__c Org_Id__c'
    ).split(' '),
  },
  {
    object: 'Session_Request_Command__c',
    made: false,
    fields: ['Seen_At__c', 'Handled_At__c', 'Result__c', 'Result_Message__c', 'Result_Key__c'],
  },
  { object: 'Session_Request_Event__c', made: true, fields: ['Text__c', 'Feed_Item__c'] },
];

export async function checkObjects(send: Send, target: TimelineTarget): Promise<readonly Finding[]> {
  const findings = await Promise.all(NEEDS.map((needs) => checkObject(send, needs)));
  return target === 'feed' ? [...findings, await checkFeed(send)] : findings;
}

async function checkObject(send: Send, { object, made, fields }: Needs): Promise<Finding> {
  const described = await describe(send, object);
  if (described === null) {
    return problem(
      object,
      `${object} is not in the org, or the integration user may not see it.`,
      'Deploy the app, then assign the permission set Session_Requests_Server to the integration user.',
    );
  }
  const missing = fields.filter((name) => !described.fields.some((field) => field.name === name && field.updateable));
  if (missing.length === 0 && described.updateable && (described.createable || !made)) {
    return wellDone(object, `${object} can be written.`);
  }
  const what = missing.length === 0 ? 'records' : missing.slice(0, 5).join(', ');
  return problem(
    object,
    `The integration user may not write ${what} of ${object}.`,
    'Assign the permission set Session_Requests_Server to the integration user; deploy the app again if it is an older one.',
  );
}

async function checkFeed(send: Send): Promise<Finding> {
  const cases = await describe(send, 'Case');
  if (cases?.feedEnabled === true) return wellDone('feed', 'Entries go into the feed of cases.');
  return warning(
    'feed',
    'Cases have no feed in this org: entries are written as case comments.',
    'Switch feed tracking on for cases, or choose comments as the place of entries.',
  );
}

async function describe(send: Send, object: string): Promise<z.infer<typeof describeAnswer> | null> {
  const path = `/sobjects/${object}/describe`;
  const answer = await send({ method: 'GET', path, urgency: 'read', effect: 'read' });
  return answer.kind === 'done' ? (describeAnswer.safeParse(answer.value.json).data ?? null) : null;
}
