import { bodyOf } from './control-call.ts';
import type { ControlRoute } from './control-call.ts';

export const CONTROL_DEPLOYMENT_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/deployments',
    respond: ({ parts }) =>
      [...parts.deployments.sent.values()].map(({ checkOnly, rollbackOnError, texts }) => ({
        checkOnly,
        rollbackOnError,
        files: texts,
      })),
  },
  {
    method: 'POST',
    path: '/refusals',
    respond(call) {
      call.parts.deployments.refusals = bodyOf(call, 'refusals').problems.map(({ line, ...problem }) =>
        line === undefined ? problem : { ...problem, line },
      );
    },
  },
];
