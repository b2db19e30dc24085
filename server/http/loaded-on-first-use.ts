import { type RequestHandler, type Router } from 'express';

/** A part of the server that is loaded with the first request for it: who never comes there need not pay for it. */
export function loadedOnFirstUse(isFor: RegExp, load: () => Promise<Router>): RequestHandler {
  let loaded: Promise<Router> | null = null;
  return async (request, response, next) => {
    if (!isFor.test(request.path)) {
      next();
      return;
    }
    loaded ??= load().catch((error: unknown) => {
      // The next request tries it again.
      loaded = null;
      throw error;
    });
    const router = await loaded;
    router(request, response, next);
  };
}
