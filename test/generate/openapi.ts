import { API_ROUTES } from '../../server/http/api/api-routes.ts';
import { openApi } from '../../server/http/api/openapi.ts';
import type { Generator } from './generator.ts';

/** Where a reader's own server would be; the running server names its real address at `/api/v1/openapi.json`. */
const EXAMPLE_URL = 'https://support.example.com';

/** The description of the panels' API, as the server serves it. */
export const openApiReference: Generator = {
  file: 'docs/reference/openapi.json',
  make: async () => `${JSON.stringify(openApi(API_ROUTES, EXAMPLE_URL), null, 2)}\n`,
};
