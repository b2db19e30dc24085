import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLocalProgram, readBody, sendJson } from '../shared/http.ts';
import { ControlFault } from './control-call.ts';
import type { ControlParts, ControlRoute } from './control-call.ts';
import { CONTROL_DESK_ROUTES } from './control-desk.ts';
import { CONTROL_TICKET_ROUTES } from './control-tickets.ts';
import { settleLateWrites } from './desk.ts';

export const CONTROL_PREFIX = '/__control';
const LARGEST_BODY_BYTES = 20 * 1024 * 1024;
const ROUTES: readonly ControlRoute[] = [...CONTROL_DESK_ROUTES, ...CONTROL_TICKET_ROUTES];

/** Answers a call of the control API; programs on this machine only. What the hooks must be told is told before the answer. */
export async function handleControl(
  parts: ControlParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isLocalProgram(request)) {
    sendJson(response, 403, { error: 'Only programs on this machine may control the desk.' });
    return;
  }
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { route, id } = findRoute(request.method ?? '', url.pathname.slice(CONTROL_PREFIX.length));
    const body = request.method === 'POST' ? await readJson(request) : undefined;
    settleLateWrites(parts.desk);
    const answer: unknown = await route.respond({ parts, id, query: url.searchParams, body });
    await parts.hooks.settled();
    sendJson(response, 200, answer ?? {});
  } catch (error) {
    const status = error instanceof ControlFault ? error.status : 500;
    sendJson(response, status, { error: Error.isError(error) ? error.message : 'unknown' });
  }
}

function findRoute(method: string, path: string): { route: ControlRoute; id: number } {
  const number = /\/(\d{1,15})(?=\/|$)/.exec(path)?.[1];
  const shape = number === undefined ? path : path.replace(`/${number}`, '/:id');
  const route = ROUTES.find((one) => one.method === method && one.path === shape);
  if (route === undefined) throw new ControlFault(404, `There is no ${method} ${path} here.`);
  return { route, id: Number(number ?? 0) };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new ControlFault(415, 'Send JSON as application/json.');
  }
  const text = await readBody(request, LARGEST_BODY_BYTES);
  if (text === null) throw new ControlFault(413, 'The body is too large.');
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    throw new ControlFault(400, 'The body is not JSON.');
  }
}
