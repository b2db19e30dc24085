import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { doneAt } from '../console-page.ts';
import { linesField } from '../field-readers.ts';
import { type FormState, readForm, withError } from '../form-reading.ts';
import { showAccount } from '../people/account-page.ts';
import { needWorker, type SignedInVisit } from '../visit.ts';

/** Sets which AnyDesk devices are one's own: sessions are recognised by them. */
export async function devicesPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  const { readAddress, showAddress } = deps.remoteTool;
  const again = (devices: FormState, status: number): Promise<Reply> => showAccount(deps, visit, { devices }, status);
  const devices = linesField((line) => readAddress(line) !== null, { key: 'console.account.devicesWrong' });
  const form = readForm(visit.request.body, { devices });
  if (!form.ok) return again(form.state, 422);
  const addresses = form.values.devices.map((line) => readAddress(line)).filter((address) => address !== null);
  const answer = await deps.people.agentDevices.set(visit.person, visit.person.id, addresses);
  if (answer.ok) return doneAt('/console/account', 'devices-saved');
  const params = { address: showAddress(answer.taken) };
  return again(withError(form.state, 'devices', { key: 'console.account.deviceTaken', params }), 409);
}
