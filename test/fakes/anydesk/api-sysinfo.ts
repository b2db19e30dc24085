import { type ApiAnswer, ok } from './api-answer.ts';
import { registered } from './api-clients.ts';
import type { Licence } from './api-signature.ts';
import type { SimulatedDesk } from './simulated-desk.ts';

/** GET /sysinfo. Like the real one it holds the licence key and the API password in clear: callers must not log it. */
export function sysinfo(desk: SimulatedDesk, licence: Licence, hasExpired: boolean): ApiAnswer {
  const clients = registered(desk);
  const sessions = desk.sessions.all();
  return ok({
    name: 'AnyDesk REST',
    'api-ver': '1.1',
    standalone: false,
    clients: { total: clients.length, online: clients.filter((device) => device.online).length },
    sessions: { total: sessions.length, active: sessions.filter((session) => session.endedAt === null).length },
    license: {
      name: 'Simulated licence',
      expires: null,
      'has-expired': hasExpired,
      'max-clients': -1,
      'max-sessions': -1,
      'max-session-time': -1,
      'license-id': licence.licenseId,
      'license-key': 'SIMULATEDKEY0000',
      'api-password': licence.apiPassword,
      'power-user': true,
      namespaces: [{ name: 'ad', size: 3 }],
    },
  });
}
