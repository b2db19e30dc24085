import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { API_ROUTES } from '../../server/http/api/api-routes.ts';
import { openApi } from '../../server/http/api/openapi.ts';
import { PROJECT_ROOT } from '../support/project-root.ts';

type Templates = Readonly<Record<string, { readonly schema: { readonly method: string; readonly path: string } }>>;

const TEMPLATES: Templates = JSON.parse(
  readFileSync(`${PROJECT_ROOT}connectors/freshservice/fdk/config/requests.json`, 'utf8'),
);
const CALLS: readonly string[] = Object.entries(
  openApi(API_ROUTES, 'https://support.example.com')['paths'] ?? {},
).flatMap(([path, methods]) => Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} /api/v1${path}`));

/** `GET /a/<%= context.ticket %>` and `GET /a/{ticketId}` are the same call. */
function withoutNames(call: string): string {
  return call.replaceAll(/<%=.*?%>|\{[^}]*\}/g, '{}');
}

describe('The calls of the Freshservice app', () => {
  it.each(Object.entries(TEMPLATES))('%s is a call that this server answers', (_, { schema: { method, path } }) => {
    expect(CALLS.map(withoutNames)).toContain(withoutNames(`${method} ${path}`));
  });

  it('come in pairs: each that needs an agent’s token has a twin with the install secret', () => {
    const twins = Object.keys(TEMPLATES).filter((name) => name.endsWith('Asserted'));
    expect(twins.length).toBeGreaterThan(0);
    for (const twin of twins) {
      const original = TEMPLATES[twin.replace('Asserted', '')]?.schema;
      expect([original?.method, original?.path]).toEqual([
        TEMPLATES[twin]?.schema.method,
        TEMPLATES[twin]?.schema.path,
      ]);
    }
  });
});
