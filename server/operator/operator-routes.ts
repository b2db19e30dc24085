import { timingSafeEqual } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import { problem } from '../http/problem.ts';
import { json, replying } from '../http/reply.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { operatorToken } from './operator-token.ts';
import { privacyRoutes } from './privacy-routes.ts';
import type { Diagnosis } from './run-doctor.ts';

export type OperatorDeps = {
  readonly keys: KeyRing;
  readonly doctor: () => Promise<readonly Diagnosis[]>;
  readonly firstAdminUrl: () => Promise<string | null>;
  readonly privacy: Privacy;
};

const LOOPBACK_PEERS = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** What `session-requests` commands ask of a running server: its database belongs to it alone. */
export function operatorRoutes(deps: OperatorDeps): Router {
  const router = Router();
  router.use(onlyOperator(operatorToken(deps.keys)));
  router.post(
    '/doctor',
    replying(async () => json(200, await deps.doctor())),
  );
  router.post(
    '/first-admin',
    replying(async () => json(200, { url: await deps.firstAdminUrl() })),
  );
  router.use('/privacy', privacyRoutes(deps.privacy));
  return router;
}

function onlyOperator(token: string): RequestHandler {
  const expected = Buffer.from(`Bearer ${token}`);
  return (request, _response, next) => {
    const given = Buffer.from(request.get('authorization') ?? '');
    const isRight = given.length === expected.length && timingSafeEqual(given, expected);
    // Behind a proxy the peer is the proxy: a forwarded call is never the operator's.
    const isHere =
      LOOPBACK_PEERS.has(request.socket.remoteAddress ?? '') && request.get('x-forwarded-for') === undefined;
    if (isRight && isHere) next();
    else next(problem(404, 'no-such-address', 'There is nothing at this address', 'Check the address.'));
  };
}
