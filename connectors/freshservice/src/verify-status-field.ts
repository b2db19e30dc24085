import type { Finding } from '../../../core/ports/answer.ts';
import { STATUSES } from '../../../core/session-request/states.ts';
import type { Send } from './call.ts';
import { sendAndPick } from './read-reply.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import type { WireField } from './wire.ts';
import { fieldsAnswer } from './wire.ts';

const CHECK = 'status field';

/** Whether the ticket form has the custom field, and room in it for each of our statuses. */
export async function checkStatusField(send: Send, name: string): Promise<Finding> {
  const call = { method: 'GET', path: 'ticket_form_fields', operation: 'other' } as const;
  const answer = await sendAndPick(send, call, fieldsAnswer, (read) => read.ticket_fields);
  if (answer.kind !== 'done') {
    const mend = "Give the key's agent a role that may see the ticket form, or test again later.";
    return warning(CHECK, 'The fields of the ticket form could not be read, so the field is not checked.', mend);
  }
  const field = answer.value.find((each) => each.name === name);
  if (field === undefined) {
    return problem(
      CHECK,
      'The ticket form has no field of the name set here.',
      'Add the field in Freshservice, or correct the name.',
    );
  }
  if (isOwnField(field)) {
    return problem(CHECK, 'The field set here is one of Freshservice itself.', 'Add a custom field for the status.');
  }
  const missing = missingChoices(field);
  return missing.length === 0
    ? wellDone(CHECK, 'The field exists and can hold every status.')
    : problem(CHECK, `The field's list lacks ${missing.join(', ')}.`, 'Add these choices, or use a text field.');
}

/** Fields that every account has are typed `default_...`. */
function isOwnField(field: WireField): boolean {
  return field.field_type?.startsWith('default_') ?? false;
}

function missingChoices(field: WireField): readonly string[] {
  if (!/dropdown/.test(field.field_type ?? '')) return [];
  const values = new Set((field.choices ?? []).map((choice) => choice.value));
  return STATUSES.filter((status) => !values.has(status));
}
