import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type Problem, ProblemFault, problemReply } from './problem.ts';
import { replying } from './reply.ts';

const BODY_PROBLEMS: Readonly<Record<string, Problem>> = {
  'entity.parse.failed': {
    status: 400,
    type: 'invalid-json',
    title: 'The body is not JSON',
    detail: 'Check quotes, commas and brackets.',
  },
  'encoding.unsupported': {
    status: 415,
    type: 'wrong-content-type',
    title: 'This encoding is not supported',
    detail: 'Send plain UTF-8, or gzip.',
  },
  'charset.unsupported': {
    status: 415,
    type: 'wrong-content-type',
    title: 'This character set is not supported',
    detail: 'Send UTF-8.',
  },
};

const UNEXPECTED: Problem = {
  status: 500,
  type: 'fault',
  title: 'Something went wrong on this server',
  detail: 'Nothing was changed. Try again; if it stays, tell the admin when it happened.',
};

const BROKEN: Problem = {
  status: 400,
  type: 'broken-request',
  title: 'The request cannot be read',
  detail: 'Check the address and the body.',
};

/** The last middleware: every fault becomes a problem document; only the log learns what an unexpected one was. */
export function faultHandler(log: Logger, publicErrorPage: (problem: Problem) => string | null): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    if (problem.status >= 500) log.error({ err: error, route: routeOf(request) }, 'a request failed');
    const page = request.accepts(['json', 'html']) === 'html' ? publicErrorPage(problem) : null;
    if (page === null) void replying(() => problemReply(problem))(request, response, next);
    else response.status(problem.status).type('html').set('cache-control', 'no-store').send(page);
  };
}

/** Nothing is served at this address. */
export const noSuchRoute: RequestHandler = (_request, _response, next) => {
  next(
    new ProblemFault({
      status: 404,
      type: 'no-such-address',
      title: 'There is nothing at this address',
      detail: 'Check the address.',
    }),
  );
};

/** The route's pattern, never its URL: a join link is a secret. */
function routeOf(request: Parameters<RequestHandler>[0]): string {
  const route = request.route as { readonly path?: unknown } | undefined;
  return `${request.method} ${request.baseUrl}${typeof route?.path === 'string' ? route.path : '/…'}`;
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemFault) return error.problem;
  const { type, status, limit } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly type?: unknown;
    readonly status?: unknown;
    readonly limit?: unknown;
  };
  if (type === 'entity.too.large') return tooLarge(limit);
  const known = typeof type === 'string' ? BODY_PROBLEMS[type] : undefined;
  if (known !== undefined) return known;
  return typeof status === 'number' && status >= 400 && status < 500 ? { ...BROKEN, status } : UNEXPECTED;
}

/** `limit`: of the route, in bytes, as the reader of bodies tells it. */
function tooLarge(limit: unknown): Problem {
  const most = typeof limit === 'number' ? `Send at most ${Math.floor(limit / 1024)} KB.` : 'Send less.';
  return { status: 413, type: 'too-large', title: 'The body is too large', detail: most };
}
