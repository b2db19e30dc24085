import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../shared/http.ts';
import { gatewayPage, notFound, refused } from './answers.ts';
import type { ApiAnswer, CallOutcome } from './answers.ts';
import type { ApiCall, Method, Route } from './api-call.ts';
import { ASSET_ROUTES } from './asset-routes.ts';
import { isObject } from './body-fields.ts';
import type { CallLog, OpenCall } from './call-log.ts';
import { identify, lacksScope } from './callers.ts';
import { CONVERSATION_ROUTES } from './conversation-routes.ts';
import { settleLateWrites } from './desk.ts';
import type { Desk } from './desk.ts';
import { carryOut } from './fate.ts';
import type { CallFaults, FaultBox } from './faults.ts';
import { PEOPLE_ROUTES } from './people-routes.ts';
import type { RateLimit } from './rate-limit.ts';
import { TICKET_ROUTES } from './ticket-routes.ts';
import { TIME_ENTRY_ROUTES } from './time-entry-routes.ts';

const ROUTES: readonly Route[] = [
  ...TICKET_ROUTES,
  ...CONVERSATION_ROUTES,
  ...PEOPLE_ROUTES,
  ...TIME_ENTRY_ROUTES,
  ...ASSET_ROUTES,
];
const PREFIX = '/api/v2';
const LARGEST_BODY_BYTES = 5 * 1024 * 1024;

/** Everything the API needs; replaced as a whole by a reset. */
export type ApiParts = {
  readonly desk: Desk;
  readonly rate: RateLimit;
  readonly faults: FaultBox;
  readonly log: CallLog;
  /** Fires when the server closes: open answers are dropped. */
  readonly closing: AbortSignal;
};

type Found = { readonly route: Route; readonly id: number } | { readonly allow: readonly Method[] };

/** Answers one call of the REST API, faults included. */
export async function handleApiCall(
  parts: ApiParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { desk, log } = parts;
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const entry = log.begin(desk.clock.now(), request.method ?? '', url.pathname + url.search);
  response.once('close', () => entry.update({ endedAt: desk.clock.now() }));
  const found = findRoute(request.method ?? '', url.pathname);
  const struck = strike(parts.faults, found, request.method ?? '');
  entry.update({ fault: struck.main?.kind ?? struck.slow?.kind ?? (struck.lagMs > 0 ? 'stale-list' : null) });
  if (struck.main?.kind === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  const text = await readBody(request, LARGEST_BODY_BYTES).catch(() => undefined);
  if (text === undefined) return;
  settleLateWrites(desk);
  entry.update({ requestBody: (text ?? '').slice(0, 4000) });
  const { outcome, headers } = decide(parts, { request, url, found, text, struck }, entry);
  const answer = { ...outcome.answer, headers: { ...headers, ...outcome.answer.headers } };
  await carryOut({ desk, response, struck, entry, closing: parts.closing }, { ...outcome, answer });
}

type Incoming = {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly found: Found | null;
  /** Null: too large. */
  readonly text: string | null;
  readonly struck: CallFaults;
};

/** Rate limit first, then credentials, path, content and the operation itself: a call that fails early has still been counted. */
function decide(
  parts: ApiParts,
  call: Incoming,
  entry: OpenCall,
): { outcome: CallOutcome; headers: Record<string, string> } {
  const { desk, rate } = parts;
  const route = call.found !== null && 'route' in call.found ? call.found.route : null;
  const cost = costOf(route, call.url);
  const taken = rate.take(desk.clock.now(), route?.group ?? null, cost);
  entry.update({ route: route?.name ?? null, cost });
  const headers = {
    'x-ratelimit-total': String(taken.total),
    'x-ratelimit-remaining': String(taken.remaining),
    'x-ratelimit-used-currentrequest': String(cost),
  };
  if (!taken.allowed) {
    const { answer } = refused(429, 'rate_limit_exceeded', 'Too many calls in this minute.');
    return { outcome: { answer }, headers: { ...headers, 'retry-after': String(taken.retryAfterSeconds) } };
  }
  const caller = identify(desk, call.request);
  if ('answer' in caller) return { outcome: caller, headers };
  entry.update({ agentId: caller.agent.id });
  if (call.found === null) return { outcome: { answer: gatewayPage(404, 'Not found') }, headers };
  if ('allow' in call.found) {
    return { outcome: { answer: { status: 405, headers: { allow: call.found.allow.join(', ') } } }, headers };
  }
  const asOf = desk.clock.now() - call.struck.lagMs;
  const body = readContent(call.request, call.text);
  const bar = lacksScope(caller, call.found.route.scope) ?? ('answer' in body ? body : null);
  if (bar !== null || 'answer' in body) return { outcome: bar ?? notFound(), headers };
  const apiCall: ApiCall = { desk, agent: caller.agent, url: call.url, id: call.found.id, body: body.fields, asOf };
  return { outcome: call.found.route.handle(apiCall), headers };
}

function costOf(route: Route | null, url: URL): number {
  if (!url.searchParams.has('include')) return 1;
  if (route?.name === 'view-asset') return 3;
  return route?.name.startsWith('list-') === true ? 3 : 2;
}

/** Checks the content type, the size and the JSON of a call with a body. */
function readContent(
  request: IncomingMessage,
  text: string | null,
): { fields: Record<string, unknown> } | { answer: ApiAnswer } {
  if (text === null) return { answer: gatewayPage(413, 'Content Too Large') };
  const accept = request.headers.accept ?? '*/*';
  if (!/\*\/\*|application\/(json|\*)/.test(accept)) return { answer: { status: 406 } };
  if (request.method === 'GET' || request.method === 'DELETE') {
    return text === '' ? { fields: {} } : refused(400, 'no_content_required', 'This call takes no body.');
  }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return { answer: { status: 415 } };
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { fields: value };
  } catch {
    // Answered below, as any other body that is no JSON object.
  }
  return refused(400, 'invalid_json', 'The body is not a JSON object.');
}

function findRoute(method: string, path: string): Found | null {
  if (!path.startsWith(PREFIX)) return null;
  const shape = path.slice(PREFIX.length).replace(/\/(\d{1,15})(?=\/|$)/, '/:id');
  const id = Number(/\/(\d{1,15})(?=\/|$)/.exec(path.slice(PREFIX.length))?.[1] ?? 0);
  const here = ROUTES.filter((route) => route.path === shape);
  const route = here.find((one) => one.method === method);
  if (route !== undefined) return { route, id };
  return here.length === 0 ? null : { allow: here.map((one) => one.method) };
}

function strike(faults: FaultBox, found: Found | null, method: string): CallFaults {
  const known = found !== null && 'route' in found ? found : null;
  const named = (['GET', 'POST', 'PUT', 'DELETE'] as const).find((one) => one === method) ?? null;
  const ticketId = known?.route.path.startsWith('/tickets/:id') === true ? known.id : 0;
  return faults.strike({ route: known?.route.name ?? null, method: named, ticketId });
}
