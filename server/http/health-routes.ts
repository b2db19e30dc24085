import { Router } from 'express';
import { json, replying } from './reply.ts';

export type HealthDeps = {
  /** Throws when the database does not answer. */
  readonly ping: () => Promise<void>;
  readonly isStopping: () => boolean;
};

/** `/healthz`: the process lives. `/readyz`: it can do its work; 503 while it stops or has no database. */
export function healthRoutes(deps: HealthDeps): Router {
  const router = Router();
  router.get(
    '/healthz',
    replying(() => json(200, { status: 'ok' })),
  );
  router.get(
    '/readyz',
    replying(async () => {
      if (deps.isStopping()) return json(503, { status: 'stopping' });
      try {
        await deps.ping();
        return json(200, { status: 'ready' });
      } catch {
        return json(503, { status: 'database-unreachable' });
      }
    }),
  );
  return router;
}
