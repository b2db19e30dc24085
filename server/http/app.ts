import express, { type Express, type Router } from 'express';
import type { Logger } from 'pino';
import { type Config, isSecure } from '../config.ts';
import { refuseBrokenAddress } from './broken-address.ts';
import { faultHandler, noSuchRoute } from './fault-handler.ts';
import type { Problem } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

/** A part of the server and where it is mounted. */
export type Mount = { readonly path: string; readonly router: Router };

/** The Express application: nothing but the parts in order, the security headers before and the fault handler behind them. */
export function createApp(
  config: Pick<Config, 'publicUrl' | 'trustedProxies'>,
  log: Logger,
  mounts: readonly Mount[],
  errorPage: (problem: Problem) => string | null,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.trustedProxies === 0 ? false : config.trustedProxies);
  // Only flat strings: `?a[b]=c` is text, not an object.
  app.set('query parser', 'simple');
  app.use(securityHeaders(isSecure(config)));
  app.use(refuseBrokenAddress);
  for (const { path, router } of mounts) app.use(path, router);
  app.use(noSuchRoute);
  app.use(faultHandler(log, errorPage));
  return app;
}
