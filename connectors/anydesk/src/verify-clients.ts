import { z } from 'zod';
import type { Finding } from '../../../core/ports/answer.ts';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import { warning, wellDone } from '../../shared/verify-finding.ts';
import { showAddress } from './anydesk-id.ts';
import type { CallApi } from './api-call.ts';

/** Polite: a doctor's visit is not a survey. */
const MOST_DEVICES = 20;
const NEEDED = [9, 0, 1] as const;

const client = z.object({
  'client-version': z.string().nullish().catch(null),
  alias: z.string().nullish().catch(null),
});
const clients = z.object({ list: z.array(client) });

/** Whether the agents' devices belong to the licence, so that their sessions are in its book, and have a client that is new enough. */
export async function verifyClients(call: CallApi, devices: readonly RemoteAddress[]): Promise<readonly Finding[]> {
  if (devices.length === 0) {
    return [
      warning(
        'agent-devices',
        'No agent has entered an AnyDesk address, so no session can be recognised for certain.',
        'Let every agent enter the addresses of his own devices under Account.',
      ),
    ];
  }
  const findings: Finding[] = [];
  for (const device of devices.slice(0, MOST_DEVICES)) findings.push(await verifyDevice(call, device));
  if (devices.length > MOST_DEVICES) {
    findings.push(wellDone('agent-devices', `${devices.length - MOST_DEVICES} more devices were not looked at.`));
  }
  return findings;
}

async function verifyDevice(call: CallApi, device: RemoteAddress): Promise<Finding> {
  const shown = showAddress(device);
  const check = `client ${shown}`;
  const told = await askFor(call, device);
  if (told === 'no-answer') return warning(check, `AnyDesk did not tell of the device ${shown}.`, 'Try again later.');
  if (told === 'not-a-client') {
    return warning(
      check,
      `The device ${shown} does not belong to this licence, so its sessions may not be in the licence’s book.`,
      'Sign the client on that device in to the licence, or take the address off the agent’s account.',
    );
  }
  const { version } = told;
  if (version === null)
    return warning(check, `AnyDesk did not tell which client ${shown} has.`, 'Start AnyDesk there once.');
  return isNewEnough(version)
    ? wellDone(check, `The client of ${shown} is ${version}.`)
    : warning(check, `The client of ${shown} is ${version}.`, `Update it to ${NEEDED.join('.')} or later.`);
}

type Told = { readonly version: string | null } | 'not-a-client' | 'no-answer';

async function askFor(call: CallApi, device: RemoteAddress): Promise<Told> {
  const isId = /^\d+$/.test(device);
  const resource = isId ? `/clients/${device}` : `/clients?filter=${encodeURIComponent(device)}&limit=20`;
  const answer = await call({ method: 'GET', resource });
  if (answer.kind === 'not-done' && answer.because.code === 'not-found') return 'not-a-client';
  if (answer.kind !== 'done') return 'no-answer';
  const found = isId
    ? client.safeParse(answer.value).data
    : (clients.safeParse(answer.value).data?.list ?? []).find(({ alias }) => alias?.toLowerCase() === device);
  return found === undefined ? 'not-a-client' : { version: plainVersion(found['client-version'] ?? null) };
}

function plainVersion(text: string | null): string | null {
  return /^\d{1,5}(?:\.\d{1,5}){0,3}/.exec(text ?? '')?.[0] ?? null;
}

function isNewEnough(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of NEEDED.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
