import { type ApiAnswer, fault, ok } from './api-answer.ts';
import { changeClient, listClients, readClient } from './api-clients.ts';
import { closeSession, commentSession, listSessions, readSession, type SessionShape } from './api-sessions.ts';
import type { Licence, SignedRequest } from './api-signature.ts';
import { sysinfo } from './api-sysinfo.ts';
import type { SimulatedDesk } from './simulated-desk.ts';

type Ask = {
  readonly desk: SimulatedDesk;
  readonly licence: Licence;
  readonly shape: SessionShape;
  readonly query: URLSearchParams;
  /** The number in the path; 0 when there is none. */
  readonly id: number;
  readonly body: unknown;
};

const ROUTES: readonly { readonly method: string; readonly path: RegExp; readonly answer: (ask: Ask) => ApiAnswer }[] =
  [
    {
      method: 'GET',
      path: /^\/auth$/,
      answer: (ask) => ok({ result: 'success', 'license-id': ask.licence.licenseId }),
    },
    { method: 'GET', path: /^\/sysinfo$/, answer: (ask) => sysinfo(ask.desk, ask.licence, ask.shape.licenceExpired) },
    { method: 'GET', path: /^\/rosters$/, answer: () => ok({ list: [] }) },
    { method: 'GET', path: /^\/clients$/, answer: (ask) => listClients(ask.desk, ask.query) },
    { method: 'GET', path: /^\/clients\/(\d{1,15})$/, answer: (ask) => readClient(ask.desk, ask.id, ask.shape) },
    { method: 'PATCH', path: /^\/clients\/(\d{1,15})$/, answer: (ask) => changeClient(ask.desk, ask.id, ask.body) },
    { method: 'GET', path: /^\/sessions$/, answer: (ask) => listSessions(ask.desk, ask.query, ask.shape) },
    { method: 'GET', path: /^\/sessions\/(\d{1,15})$/, answer: (ask) => readSession(ask.desk, ask.id, ask.shape) },
    { method: 'PATCH', path: /^\/sessions\/(\d{1,15})$/, answer: (ask) => commentSession(ask.desk, ask.id, ask.body) },
    {
      method: 'POST',
      path: /^\/sessions\/(\d{1,15})\/action$/,
      answer: (ask) => closeSession(ask.desk, ask.id, ask.body),
    },
  ];

/** Answers a request whose signature was found right. */
export function answerApi(
  desk: SimulatedDesk,
  licence: Licence,
  shape: SessionShape,
  request: SignedRequest,
): ApiAnswer {
  const [path = '', search = ''] = request.resource.split('?', 2);
  const query = new URLSearchParams(search);
  for (const route of ROUTES) {
    const match = route.method === request.method ? route.path.exec(path) : null;
    if (match === null) continue;
    const body = parsed(request.body);
    if (body === undefined) return fault(400, 'invalid_body', 'The body is not JSON');
    return route.answer({ desk, licence, shape, query, id: Number(match[1] ?? 0), body });
  }
  return fault(404, 'not_found', 'There is no such resource');
}

/** The JSON value; null for no body, undefined when it is not JSON. */
function parsed(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
