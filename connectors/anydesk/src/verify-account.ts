import { z } from 'zod';
import type { Finding } from '../../../core/ports/answer.ts';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import type { CallApi } from './api-call.ts';
import type { ApiClock } from './api-clock.ts';
import { verifyClients } from './verify-clients.ts';

export type AccountTools = { readonly call: CallApi; readonly clock: ApiClock };

/** Signed requests and session times suffer from more than this. */
const MOST_SKEW_MS = 30_000;

/** Tries what an account is needed for, and changes nothing. Stops where everything after would only say the same again. */
export async function verifyAccount(
  tools: AccountTools,
  devices: readonly RemoteAddress[],
): Promise<readonly Finding[]> {
  const access = await verifyAccess(tools.call);
  if (access.level === 'problem') return [access, ...verifyClock(tools.clock)];
  return [
    access,
    ...verifyClock(tools.clock),
    await verifySessions(tools.call),
    await verifyLicence(tools.call),
    ...(await verifyClients(tools.call, devices)),
  ];
}

const auth = z.object({ result: z.literal('success') });

async function verifyAccess(call: CallApi): Promise<Finding> {
  const answer = await call({ method: 'GET', resource: '/auth' });
  if (answer.kind === 'done') {
    if (auth.safeParse(answer.value).success) return wellDone('access', 'AnyDesk accepts licence ID and API password.');
    return problem('access', 'Something else than AnyDesk’s REST API answers at this address.', 'Check the address.');
  }
  const message = answer.kind === 'unknown' ? answer.because : answer.because.message;
  const code = answer.kind === 'unknown' ? 'unreachable' : answer.because.code;
  switch (code) {
    case 'credentials-refused':
      return problem(
        'credentials',
        message,
        'Enter the licence ID (a number of about 16 digits, not the licence key) and the API password that AnyDesk support gave you.',
      );
    case 'not-found':
      return problem('access', 'There is no REST API of AnyDesk at this address.', 'Check the address.');
    default:
      return problem(
        'access',
        message,
        'Check the address, and let this server connect to it: many networks block port 8081.',
      );
  }
}

function verifyClock(clock: ApiClock): readonly Finding[] {
  const offsetMs = clock.offsetMs();
  if (offsetMs === null) return [];
  if (Math.abs(offsetMs) <= MOST_SKEW_MS) return [wellDone('clock', 'This server’s clock and AnyDesk’s agree.')];
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  const way = offsetMs > 0 ? 'behind' : 'ahead of';
  return [
    warning(
      'clock',
      `This server’s clock is ${seconds} seconds ${way} AnyDesk’s. Requests are signed and times are told with that in mind.`,
      'Let this server set its clock by a time server (NTP).',
    ),
  ];
}

async function verifySessions(call: CallApi): Promise<Finding> {
  const answer = await call({ method: 'GET', resource: '/sessions?limit=1' });
  if (answer.kind === 'done') {
    return wellDone('sessions', 'The licence’s sessions can be read. Whether they may be ended shows when one is.');
  }
  const message = answer.kind === 'unknown' ? answer.because : answer.because.message;
  return problem(
    'sessions',
    `Sessions cannot be read: ${message}`,
    'Ask AnyDesk support whether your licence has the REST API.',
  );
}

// The answer holds the licence key and the API password in clear. Nothing else of it is ever taken out of this function.
const licenceState = z.object({ license: z.object({ 'has-expired': z.boolean() }) });

async function verifyLicence(call: CallApi): Promise<Finding> {
  const answer = await call({ method: 'GET', resource: '/sysinfo' });
  const state = answer.kind === 'done' ? licenceState.safeParse(answer.value) : null;
  if (state === null || !state.success) {
    return warning('licence', 'AnyDesk did not tell whether the licence is valid.', 'Try again later.');
  }
  return state.data.license['has-expired']
    ? problem(
        'licence',
        'The AnyDesk licence has expired.',
        'Renew it with AnyDesk, or set up the account of another licence.',
      )
    : wellDone('licence', 'The AnyDesk licence is valid.');
}
