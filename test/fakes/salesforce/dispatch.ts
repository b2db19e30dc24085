import { errorAnswer } from './api-call.ts';
import type { ApiAnswer, ApiCall, Method, Route } from './api-call.ts';
import { Refusal } from './refusal.ts';

export type Found =
  | { readonly kind: 'route'; readonly route: Route; readonly groups: Readonly<Record<string, string>> }
  | { readonly kind: 'other-method'; readonly allowed: readonly Method[] }
  | { readonly kind: 'none' };

/** The route of a path below the version. */
export function findRoute(routes: readonly Route[], method: string, path: string): Found {
  const here = routes.filter((route) => route.pattern.test(path));
  const route = here.find((one) => one.methods.some((name) => name === method));
  if (route === undefined) {
    const allowed = here.flatMap((one) => one.methods);
    return allowed.length === 0 ? { kind: 'none' } : { kind: 'other-method', allowed };
  }
  const groups = route.pattern.exec(path)?.groups ?? {};
  return {
    kind: 'route',
    route,
    groups: Object.fromEntries(Object.entries(groups).map(([key, text]) => [key, plain(text)])),
  };
}

function plain(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    throw new Refusal(400, 'URL_NOT_RESET', 'The path cannot be read');
  }
}

/** Answers a call; what is refused becomes an error answer, undone. */
export function dispatch(routes: readonly Route[], call: ApiCall): ApiAnswer {
  try {
    const found = findRoute(routes, call.method, call.path);
    if (found.kind === 'none') return errorAnswer(404, 'NOT_FOUND', 'The requested resource does not exist');
    if (found.kind === 'other-method') {
      const allowed = found.allowed.join(', ');
      const message = `HTTP Method '${call.method}' not allowed. Allowed are ${allowed}`;
      return { ...errorAnswer(405, 'METHOD_NOT_ALLOWED', message), headers: { allow: allowed } };
    }
    return call.org.store.transaction(() => found.route.handle(call, found.groups));
  } catch (error) {
    if (error instanceof Refusal) return errorAnswer(error.status, error.code, error.message, error.fields);
    throw error;
  }
}
