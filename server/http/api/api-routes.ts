import { Router } from 'express';
import { jsonBody } from '../json-body.ts';
import { json, replying } from '../reply.ts';
import type { ApiDeps } from './api-deps.ts';
import type { ApiRoute } from './api-route.ts';
import { appRoutes } from './app-routes.ts';
import { liveRoute } from './live-route.ts';
import { openApi } from './openapi.ts';
import { panelRoutes } from './panel-routes.ts';
import { requestRoutes } from './request-routes.ts';

export const API_ROUTES: readonly ApiRoute[] = [...requestRoutes, ...panelRoutes, liveRoute, ...appRoutes];

/** `/api/v1`: what the panels speak. */
export function apiRoutes(deps: ApiDeps, publicUrl: string): Router {
  const router = Router();
  const description = openApi(API_ROUTES, publicUrl);
  router.get(
    '/openapi.json',
    replying(() => json(200, description, { 'cache-control': 'public, max-age=300' })),
  );
  for (const route of API_ROUTES) {
    const handle = replying((request) => route.handle(deps, request));
    if (route.method === 'get') router.get(route.path, handle);
    else if (route.body === null) router.post(route.path, handle);
    else router.post(route.path, jsonBody, handle);
  }
  return router;
}
