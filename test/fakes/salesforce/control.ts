import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLocalProgram, readBody, sendJson } from '../shared/http.ts';
import { ControlFault } from './control-call.ts';
import type { ControlParts, ControlRoute } from './control-call.ts';
import { CONTROL_DEPLOYMENT_ROUTES } from './control-deployments.ts';
import { CONTROL_ORG_ROUTES } from './control-org.ts';
import { CONTROL_RECORD_ROUTES } from './control-records.ts';
import { Refusal } from './refusal.ts';

export const CONTROL_PREFIX = '/__control';
const LARGEST_BODY_BYTES = 20 * 1024 * 1024;
const ROUTES: readonly ControlRoute[] = [...CONTROL_ORG_ROUTES, ...CONTROL_RECORD_ROUTES, ...CONTROL_DEPLOYMENT_ROUTES];

/** Answers a call of the control API; programs on this machine only. */
export async function handleControl(
  parts: ControlParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isLocalProgram(request)) {
    sendJson(response, 403, { error: 'Only programs on this machine may control the org.' });
    return;
  }
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.slice(CONTROL_PREFIX.length);
    const route = ROUTES.find((one) => one.method === request.method && one.path === path);
    if (route === undefined) throw new ControlFault(404, `There is no ${String(request.method)} ${path} here.`);
    const body = request.method === 'POST' ? await readJson(request) : undefined;
    const answer: unknown = route.respond({ parts, query: url.searchParams, body });
    sendJson(response, 200, answer ?? {});
  } catch (error) {
    const status = error instanceof ControlFault || error instanceof Refusal ? error.status : 500;
    const code = error instanceof Refusal ? `${error.code}: ` : '';
    sendJson(response, status, { error: code + (Error.isError(error) ? error.message : 'unknown') });
  }
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
