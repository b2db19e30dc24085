import type { Answer } from '../../../core/ports/answer.ts';
import type { TicketAsset } from '../../../core/ports/ticket.ts';
import { done } from '../../shared/answers.ts';
import { readLine } from '../../shared/plain-text.ts';
import type { Send } from './call.ts';
import { queryOne } from './query.ts';
import { isIdOf, notARecordId } from './record-id.ts';
import { isFieldName, soql, soqlName } from './soql.ts';
import { caseAssetRow } from './wire.ts';

const LONGEST_NAME_CHARS = 80;
const LONGEST_ADDRESS_CHARS = 200;

/** The asset of the case, when it has something in the field. `field` null: none, without a call. */
export async function findCaseAsset(
  send: Send,
  caseId: string,
  field: string | null,
): Promise<Answer<readonly TicketAsset[]>> {
  if (!isIdOf('case', caseId)) return notARecordId('case');
  if (field === null || !isFieldName(field)) return done([]);
  const text = soql`SELECT Id, Asset.Name, ${soqlName(`Asset.${field}`)} FROM Case WHERE Id = ${caseId} AND AssetId != null`;
  const answer = await queryOne(send, text, caseAssetRow);
  // A field that is missing, or not shown to us, must not trouble anybody who works on the case.
  if (answer.kind === 'not-done' && ['invalid', 'not-permitted', 'not-found'].includes(answer.because.code)) {
    return done([]);
  }
  if (answer.kind !== 'done') return answer;
  const asset = Object.entries(answer.value?.Asset ?? {});
  // The platform does not tell names apart by case, and answers with its own.
  const value = asset.find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];
  const name = asset.find(([each]) => each === 'Name')?.[1];
  const address = readLine(typeof value === 'number' ? String(value) : asText(value), LONGEST_ADDRESS_CHARS);
  return done(address === '' ? [] : [{ name: readLine(asText(name), LONGEST_NAME_CHARS), address }]);
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
