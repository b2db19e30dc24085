import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorAnswer, METHODS } from './api-call.ts';
import type { ApiAnswer, RouteName } from './api-call.ts';
import { KNOWN_VERSIONS } from './api-version.ts';
import { authenticate } from './authenticate.ts';
import type { OpenCall } from './call-log.ts';
import { deployAnswer, isDeployPath } from './deployments.ts';
import { dispatch, findRoute } from './dispatch.ts';
import { carryOut, isDone } from './fate.ts';
import { oauthAnswer, oauthRoute } from './oauth-routes.ts';
import type { Parts } from './parts.ts';
import { readBytes } from './read-bytes.ts';
import { REST_ROUTES } from './rest-routes.ts';
import { countCall, usageHeader, versionList } from './service-routes.ts';
import { textOf } from './values.ts';

const LARGEST_BODY_BYTES = 50 * 1024 * 1024;
const COMETD = /^\/cometd\/\d+\.\d(\/\w*)?$/;
const REST = /^\/services\/data\/v(?<version>\d+\.\d)(?<path>\/.*)?$/;

/** Answers one call of anything but the control API, faults included. */
export async function handleApiCall(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const method = request.method ?? '';
  const { org } = parts;
  const entry = parts.log.begin(org.clock.now(), method, url.pathname + url.search);
  response.once('close', () => entry.update({ endedAt: org.clock.now() }));
  // Whoever counts ages by the org's clock reads it here.
  response.setHeader('date', new Date(org.clock.now()).toUTCString());
  if (allowOrigin(parts, request, response)) return;
  const route = routeOf(method, url.pathname);
  const struck = parts.faults.strike({ route, method, path: decoded(url) });
  entry.update({ route, fault: struck.main?.kind ?? (struck.delayMs > 0 ? 'slow' : null) });
  if (struck.main?.kind === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  const bytes = await readBytes(request, LARGEST_BODY_BYTES).catch(() => undefined);
  if (bytes === undefined) return;
  const text = route === 'deploy' ? '' : (bytes?.toString('utf8') ?? null);
  if (route === 'cometd' && struck.main === null) {
    response.once('finish', () => entry.update({ status: response.statusCode }));
    parts.stream.answer(request, response, text ?? '');
    return;
  }
  const secret = route === 'token' || route === 'revoke';
  entry.update({ requestBody: secret ? '' : textOf(text).slice(0, 8000) });
  const answer = isDone(struck.main)
    ? watched(parts, struck.main?.kind === 'hidden' ? struck.main.visibleAfterMs : 0, () =>
        text === null
          ? errorAnswer(413, 'REQUEST_TOO_LARGE', 'The body is too large')
          : answerCall(parts, { request, url, text, route, bytes: bytes ?? Buffer.of() }, entry),
      )
    : { status: 200 };
  await carryOut(response, answer, struck, entry, parts.closing);
}

type Incoming = {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly text: string;
  readonly bytes: Buffer;
  readonly route: RouteName | null;
};

function answerCall(parts: Parts, call: Incoming, entry: OpenCall): ApiAnswer {
  const { request, url, route, text } = call;
  const method = request.method ?? '';
  const outside = oauthRoute(method, url.pathname);
  if (outside !== null && route !== null) return oauthAnswer(parts, route, { request, url, text });
  if (route === 'versions') return { status: 200, body: versionList() };
  const found = REST.exec(url.pathname)?.groups;
  if (found === undefined) return { status: 404, html: '<html><body><h1>URL No Longer Exists</h1></body></html>' };
  const caller = authenticate(parts, request);
  if ('answer' in caller) return caller.answer;
  entry.update({ userId: caller.session.userId });
  if (!caller.session.browser && !countCall(parts.org)) {
    return {
      ...errorAnswer(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
      headers: usageHeader(parts.org),
    };
  }
  if (!KNOWN_VERSIONS.includes(found['version'] ?? '')) {
    return errorAnswer(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  if (route === 'deploy') {
    const sent = {
      method,
      path: found['path'] ?? '',
      contentType: request.headers['content-type'] ?? '',
      body: call.bytes,
    };
    const told = deployAnswer(parts.org, caller.access, parts.deployments, sent);
    return { ...told, headers: usageHeader(parts.org) };
  }
  const content = readContent(request, text);
  const known = METHODS.find((one) => one === method);
  if ('answer' in content) return content.answer;
  if (known === undefined) return errorAnswer(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed`);
  const answer = dispatch(REST_ROUTES, {
    org: parts.org,
    access: caller.access,
    queries: parts.queries,
    actions: parts.actions,
    method: known,
    path: found['path'] ?? '/',
    query: url.searchParams,
    headers: { 'sforce-query-options': textOf(String(request.headers['sforce-query-options'] ?? '')) },
    body: content.body,
  });
  return { ...answer, headers: { ...usageHeader(parts.org), ...answer.headers } };
}

function routeOf(method: string, path: string): RouteName | null {
  const outside = oauthRoute(method, path);
  if (outside !== null) return outside;
  if (method === 'POST' && COMETD.test(path)) return 'cometd';
  if (/^\/services\/data\/?$/.test(path)) return method === 'GET' ? 'versions' : null;
  const rest = REST.exec(path);
  if (rest === null) return null;
  if (isDeployPath(rest.groups?.['path'] ?? '')) return 'deploy';
  try {
    const found = findRoute(REST_ROUTES, method, rest.groups?.['path'] ?? '/');
    return found.kind === 'route' ? found.route.name : null;
  } catch {
    return null;
  }
}

function readContent(request: IncomingMessage, text: string): { body: unknown } | { answer: ApiAnswer } {
  if (request.method === 'GET' || request.method === 'DELETE' || text === '') return { body: undefined };
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return { answer: errorAnswer(415, 'UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type') };
  }
  try {
    return { body: JSON.parse(text) as unknown };
  } catch {
    return { answer: errorAnswer(400, 'JSON_PARSER_ERROR', 'The body is not JSON') };
  }
}

/** Hides the records that a call made for a while. */
function watched(parts: Parts, hideMs: number, work: () => ApiAnswer): ApiAnswer {
  if (hideMs === 0) return work();
  const made: string[] = [];
  const stop = parts.org.store.onCommit((changes) => {
    for (const one of changes) if (one.before === null && one.after !== null) made.push(textOf(one.after['Id']));
  });
  try {
    return work();
  } finally {
    stop();
    for (const id of made) parts.org.hiddenUntil.set(id, parts.org.clock.now() + hideMs);
  }
}

/** Headers for pages of an allowed origin. True when the call only asked for them. */
function allowOrigin(parts: Parts, request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  if (origin === undefined || !parts.org.settings.allowedOrigins.includes(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-credentials', 'true');
  if (request.method !== 'OPTIONS') return false;
  response.setHeader('access-control-allow-methods', METHODS.join(', '));
  response.setHeader('access-control-allow-headers', 'authorization, content-type');
  response.writeHead(204).end();
  return true;
}

function decoded(url: URL): string {
  try {
    return decodeURIComponent(url.pathname + url.search.replaceAll('+', ' '));
  } catch {
    return url.pathname + url.search;
  }
}
