import type { Finding } from '../../../core/ports/answer.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import type { Send } from './call.ts';
import { isFieldName } from './soql.ts';
import { describeAnswer } from './wire.ts';

const CHECK = 'asset field';

/** Whether cases lead to assets, and assets have the field, as far as the integration user is shown them. */
export async function checkAssetField(send: Send, field: string): Promise<Finding> {
  if (!isFieldName(field)) {
    const mend = 'Type the API name of the custom field, such as AnyDesk_ID__c.';
    return problem(CHECK, 'This cannot be the name of a custom field.', mend);
  }
  const assets = await fieldsOf(send, 'Asset');
  if (assets === 'no-answer') return warning(CHECK, 'Assets could not be looked at now.', 'Test again later.');
  if (assets === 'hidden') {
    const mend = 'Give the integration user a permission set with "Read" on assets (which needs "Read" on accounts).';
    return problem(CHECK, 'The integration user may not read assets.', mend);
  }
  if (!assets.has(field.toLowerCase())) {
    return problem(
      CHECK,
      `Assets have no field ${field}, or the integration user may not see it.`,
      'Correct the name, or give the integration user "Read Access" to the field.',
    );
  }
  const cases = await fieldsOf(send, 'Case');
  if (cases === 'no-answer' || cases === 'hidden' || cases.has('assetid')) {
    return wellDone(CHECK, 'Assets have the field.');
  }
  return problem(
    CHECK,
    'Cases do not show their asset.',
    'Give the integration user "Read Access" to the field Asset of cases.',
  );
}

/** Names of an object's fields in small letters: the platform does not tell them apart by case. */
async function fieldsOf(send: Send, object: string): Promise<ReadonlySet<string> | 'hidden' | 'no-answer'> {
  const path = `/sobjects/${object}/describe`;
  const answer = await send({ method: 'GET', path, urgency: 'read', effect: 'read' });
  if (answer.kind === 'not-done' && ['not-found', 'not-permitted'].includes(answer.because.code)) return 'hidden';
  const described = answer.kind === 'done' ? describeAnswer.safeParse(answer.value.json).data : undefined;
  return described === undefined ? 'no-answer' : new Set(described.fields.map(({ name }) => name.toLowerCase()));
}
