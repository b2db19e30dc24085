import type { RequestHandler } from 'express';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?$/;

/**
 * On this machine the server has several names; forms and cookies work under one of them only. Pages asked for under another loopback
 * name lead there. Names of elsewhere are left alone: that would be the proxy's business.
 */
export function canonicalHost(publicUrl: string): RequestHandler {
  const own = new URL(publicUrl).host;
  const isLocal = LOOPBACK.test(own);
  return (request, response, next) => {
    const host = request.get('host') ?? '';
    const isPage = request.method === 'GET' && (request.get('accept') ?? '').includes('text/html');
    if (isLocal && isPage && host !== own && LOOPBACK.test(host))
      response.redirect(307, publicUrl + request.originalUrl);
    else next();
  };
}
