import { ACTION_ROUTES } from './action-routes.ts';
import type { Route } from './api-call.ts';
import { COLLECTION_ROUTES } from './collection-routes.ts';
import { compositeRoute } from './composite-routes.ts';
import { graphRoute } from './graph-routes.ts';
import { DESCRIBE_ROUTES } from './describe.ts';
import { QUERY_ROUTES } from './query-routes.ts';
import { RECORD_ROUTES } from './record-routes.ts';
import { SERVICE_ROUTES } from './service-routes.ts';
import { UI_ROUTES } from './ui-routes.ts';

/** What can be called below `/services/data/v67.0`, alone or as part of a composite call. */
const SINGLE_ROUTES: readonly Route[] = [
  ...SERVICE_ROUTES,
  ...QUERY_ROUTES,
  ...DESCRIBE_ROUTES,
  ...RECORD_ROUTES,
  ...COLLECTION_ROUTES,
  ...UI_ROUTES,
  ...ACTION_ROUTES,
];

export const REST_ROUTES: readonly Route[] = [
  ...SINGLE_ROUTES,
  compositeRoute(() => SINGLE_ROUTES),
  graphRoute(() => SINGLE_ROUTES),
];
