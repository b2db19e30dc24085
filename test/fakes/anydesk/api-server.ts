import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { readBody, sendJson } from '../shared/http.ts';
import { type ApiAnswer, fault } from './api-answer.ts';
import type { Faults, FaultSwitches } from './api-faults.ts';
import { answerApi } from './api-routes.ts';
import { checkAuthorization, contentHash, type Licence, type SignedRequest } from './api-signature.ts';
import type { SimulatedDesk } from './simulated-desk.ts';

const LONGEST_BODY_BYTES = 65_536;

/** A request the API got, for tests to look at. */
export type SeenRequest = { readonly method: string; readonly resource: string; readonly status: number };

export type ApiWorld = {
  readonly desk: SimulatedDesk;
  readonly faults: FaultSwitches;
  readonly licence: Licence;
  readonly skewSeconds: number;
  readonly seen: SeenRequest[];
};

/** AnyDesk's REST API v1 over plain HTTP, not yet listening. */
export function apiServer(world: ApiWorld): Server {
  return createServer((request, response) => {
    serve(world, request, response).catch((error: unknown) =>
      response.destroy(Error.isError(error) ? error : undefined),
    );
  });
}

async function serve(world: ApiWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, LONGEST_BODY_BYTES);
  const faults = world.faults.take();
  if (faults.delayMs > 0) await wait(faults.delayMs);
  const signed: SignedRequest = { method: request.method ?? '', resource: request.url ?? '', body: body ?? '' };
  const answer =
    body === null ? fault(413, 'too_large', 'The body is too large') : decide(world, faults, request, signed);
  const { method, resource } = signed;
  world.seen.push({ method, resource, status: faults.answer === 'lost' ? 0 : answer.status });
  // A server's own clock is what its answers are dated by.
  response.setHeader('date', new Date(world.desk.now()).toUTCString());
  if (faults.answer === 'foreign-page') {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><title>Sign in to the network</title>');
  } else if (faults.answer === 'lost') {
    response.destroy();
  } else if (faults.answer === 'malformed') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"count": 1, "list": [{"sid":');
  } else {
    send(world, signed, request.headers.authorization, answer, response);
  }
}

function decide(world: ApiWorld, faults: Faults, request: IncomingMessage, signed: SignedRequest): ApiAnswer {
  if (faults.answer === 'server-error') return fault(503, 'unavailable', 'The service is not available');
  // Somebody in between answers: nothing reaches AnyDesk.
  if (faults.answer === 'foreign-page') return { status: 200 };
  if (faults.answer === 'forbidden') return fault(403, 'forbidden', 'This licence does not allow that');
  if (faults.answer === 'unauthorized') return fault(401, 'invalid_token', 'The token does not fit the request');
  const { authorization, 'content-type': contentType } = request.headers;
  const nowSeconds = Math.floor(world.desk.now() / 1000);
  const checked = checkAuthorization(authorization, signed, world.licence, nowSeconds, world.skewSeconds);
  if (!checked.ok) return fault(401, checked.code, checked.error);
  if (signed.body !== '' && contentType !== 'application/json') {
    return fault(400, 'invalid_content_type', 'A body needs Content-Type: application/json');
  }
  return answerApi(world.desk, world.licence, faults, signed);
}

function send(
  world: ApiWorld,
  signed: SignedRequest,
  header: string | undefined,
  answer: ApiAnswer,
  response: ServerResponse,
): void {
  if (answer.fault === undefined) {
    sendJson(response, answer.status, answer.body);
    return;
  }
  const [, licenseId = '', time = '0'] = /^AD (\d+):(\d+):/.exec(header ?? '') ?? [];
  sendJson(response, answer.status, {
    result: 'error',
    ...answer.fault,
    method: signed.method,
    resource: signed.resource,
    'request-time': Number(time),
    'content-hash': contentHash(signed.body),
    'license-id': licenseId,
  });
}
