import { type Request, Router, urlencoded } from 'express';
import { replying } from '../../reply.ts';
import type { JoinDeps } from '../join-deps.ts';
import type { PressTools } from '../person-press.ts';
import { askPost, dropPost } from './call-post.ts';

/** The presses for a call, below `/join/<token>`. */
export function callRoutes(deps: JoinDeps, tools: PressTools): Router {
  const router = Router();
  const form = urlencoded({ extended: false, limit: '2kb', parameterLimit: 8 });
  router.post(
    '/join/:token/call-back',
    form,
    replying((request: Request) => askPost(deps, tools, request)),
  );
  router.post(
    '/join/:token/call-drop',
    form,
    replying((request: Request) => dropPost(deps, tools, request)),
  );
  return router;
}
