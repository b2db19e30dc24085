import type { Answer, Finding } from '../../../core/ports/answer.ts';
import type { OrgBudget } from './call-budget.ts';
import type { Send } from './call.ts';
import { identify } from './organization.ts';
import { checkAssetField } from './verify-asset-field.ts';
import { queryOne } from './query.ts';
import { soql } from './soql.ts';
import type { TimelineTarget } from './timeline-target.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import { checkObjects } from './verify-objects.ts';
import { idRow } from './wire.ts';

/** Tries what the product needs without changing anything, one finding a need. */
export async function verify(
  send: Send,
  budget: OrgBudget,
  target: TimelineTarget,
  assetField: string | null,
): Promise<readonly Finding[]> {
  const org = await identify(send);
  if (org.kind !== 'done') return [readBasics(org)];
  const { name, isSandbox } = org.value;
  return [
    wellDone('reachable', 'The org answers.'),
    wellDone('credentials', 'The sign-in is accepted.'),
    wellDone('org', `The org is ${name || 'without a name'}${isSandbox ? ', a sandbox' : ''}.`),
    await checkCases(send),
    ...(await checkObjects(send, target)),
    await checkNotices(send),
    ...(assetField === null ? [] : [await checkAssetField(send, assetField)]),
    checkCalls(budget),
  ];
}

function readBasics(answer: Exclude<Answer<unknown>, { readonly kind: 'done' }>): Finding {
  const message = answer.kind === 'unknown' ? answer.because : answer.because.message;
  switch (answer.kind === 'unknown' ? 'unreachable' : answer.because.code) {
    case 'credentials-refused':
      return problem(
        'credentials',
        message,
        'Check the external client app in Setup: its flow is switched on, the user to run as is chosen, and key and secret or certificate are those typed here.',
      );
    case 'not-permitted':
      return problem('api', message, 'Give the integration user the permission "API Enabled".');
    case 'rate-limited':
      return warning('reachable', message, 'Wait some minutes and test again.');
    default:
      return problem(
        'reachable',
        message,
        'Check the My Domain address, and that this server may reach the internet on port 443 and resolves names.',
      );
  }
}

async function checkCases(send: Send): Promise<Finding> {
  const text = soql`
    SELECT Id, Subject, SuppliedName, SuppliedEmail, SuppliedPhone, Contact.Name, Contact.Email, Contact.Phone, Contact.MobilePhone
    FROM Case ORDER BY CreatedDate DESC LIMIT 1`;
  const answer = await queryOne(send, text, idRow);
  const mend = 'Assign the permission set Session_Requests_Server to the integration user.';
  if (answer.kind !== 'done') return problem('view cases', sentenceOf(answer), mend);
  if (answer.value !== null) return wellDone('view cases', 'Cases and their contacts can be read.');
  return warning(
    'view cases',
    'The integration user sees no case.',
    'If the org has cases, give the integration user "View All" of cases.',
  );
}

async function checkNotices(send: Send): Promise<Finding> {
  const text = soql`SELECT Id FROM CustomNotificationType WHERE DeveloperName = 'Session_Request_Notice' LIMIT 1`;
  const answer = await queryOne(send, text, idRow);
  if (answer.kind === 'done' && answer.value !== null) return wellDone('notices', 'Agents can be told by the bell.');
  return warning(
    'notices',
    'The notice type of the app was not found: agents will not be told by the bell.',
    'Deploy the app again, and give the integration user "Send Custom Notifications".',
  );
}

function checkCalls(budget: OrgBudget): Finding {
  const usage = budget.usage();
  if (usage === null)
    return warning('calls', 'The org did not tell how many calls are left.', 'Look at Company Information in Setup.');
  const told = `${usage.used} of ${usage.limit} calls of the last 24 hours are used.`;
  if (budget.pace() === 'usual') return wellDone('calls', told);
  return warning('calls', told, 'Panels are answered more slowly. Find out which app of the org makes so many calls.');
}

export function sentenceOf(answer: Exclude<Answer<unknown>, { readonly kind: 'done' }>): string {
  return answer.kind === 'unknown' ? answer.because : answer.because.message;
}
