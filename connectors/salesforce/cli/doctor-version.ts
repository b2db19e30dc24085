import { z } from 'zod';
import type { Finding } from '../../../core/ports/answer.ts';
import { API_VERSION } from '../src/api-version.ts';
import type { Send } from '../src/call.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';

const versions = z.array(z.object({ version: z.string() }));

/** Whether the org speaks the pinned version, which every part of the app rests on. */
export async function checkVersion(send: Send): Promise<Finding> {
  const answer = await send({ method: 'GET', path: '/services/data', urgency: 'read', effect: 'read' });
  const told = answer.kind === 'done' ? versions.safeParse(answer.value.json) : null;
  if (told?.success !== true) {
    return warning('version', 'The org did not say which API versions it speaks.', 'Run the doctor again.');
  }
  if (told.data.some(({ version }) => version === API_VERSION)) {
    return wellDone('version', `The org speaks version ${API_VERSION} of the API.`);
  }
  return problem(
    'version',
    `The org does not speak version ${API_VERSION} of the API.`,
    'An older org is updated by Salesforce within weeks; for a much newer one, update Session Requests.',
  );
}
