import type { Finding } from '../../../core/ports/answer.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import type { Send } from './call.ts';
import { sendAndPick } from './read-reply.ts';
import { hasField, isAssetFieldName } from './ticket-assets.ts';
import { assetsAnswer } from './wire.ts';

const CHECK = 'asset field';

/** Whether assets can be read, and whether one of the first of them has the field. */
export async function checkAssetField(send: Send, field: string): Promise<Finding> {
  if (!isAssetFieldName(field)) {
    const mend = 'Type the name as the API has it: small letters, digits and underscores, such as anydesk_id.';
    return problem(CHECK, 'This cannot be the name of a field of assets.', mend);
  }
  const path = 'assets?include=type_fields&per_page=30';
  const call = { method: 'GET', path, operation: 'list', credits: 3 } as const;
  const answer = await sendAndPick(send, call, assetsAnswer, ({ assets }) => assets);
  if (answer.kind === 'done') {
    if (answer.value.some((asset) => hasField(asset, field))) return wellDone(CHECK, 'Assets have the field.');
    return warning(
      CHECK,
      'None of the first 30 assets has a field of the name set here.',
      'Compare the name with the field of the asset type in Freshservice; the number at its end is left out.',
    );
  }
  switch (answer.kind === 'unknown' ? 'unreachable' : answer.because.code) {
    case 'not-permitted':
      return problem(CHECK, 'The API key may not read assets.', "Give the key's agent a role that may view assets.");
    case 'not-found':
      return problem(
        CHECK,
        'This account does not give out assets at /api/v2/assets; newer accounts keep them in another module (ITAM), which is not read.',
        'Leave the field empty. Addresses are then typed, pasted or remembered as before.',
      );
    default:
      return warning(CHECK, 'Assets could not be read now, so the field is not checked.', 'Test again later.');
  }
}
