import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../shared/http.ts';
import { CONTROL_ROUTES } from './control-routes.ts';
import type { ControlWorld } from './control-world.ts';

const LONGEST_BODY_BYTES = 65_536;

/** Serves `/control/...`, by which tests, the demo and the windows' own buttons move the simulation. */
export async function serveControl(
  world: ControlWorld,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const route = CONTROL_ROUTES[`${request.method} ${url.pathname.slice('/control/'.length)}`];
  if (route === undefined) return sendJson(response, 404, { code: 'no-such-control' });
  const body = await bodyOf(request);
  if (body === undefined) return sendJson(response, 400, { code: 'not-json' });
  const answer = route(world, body);
  if ('issues' in answer) {
    return sendJson(response, 400, {
      code: 'bad-body',
      issues: answer.issues.map(({ path, message }) => ({ path, message })),
    });
  }
  return sendJson(response, answer.status, answer.body);
}

/** The JSON body; `{}` for a GET, undefined when it is not JSON or was not sent as such. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (request.method === 'GET') return {};
  const text = await readBody(request, LONGEST_BODY_BYTES);
  if (text === null || request.headers['content-type'] !== 'application/json') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
