import type { RequestHandler } from 'express';
import { problem } from '../http/problem.ts';

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
const LOOPBACK_PEERS = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The demo signs anybody in: it answers only to this machine, under a name of this machine, and only to its own pages. */
export const onlyHere: RequestHandler = (request, _response, next) => {
  const host = (request.get('host') ?? '').replace(/:[0-9]+$/, '');
  const site = request.get('sec-fetch-site');
  const isOwnPage = request.method === 'GET' || site === undefined || site === 'same-origin';
  if (LOOPBACK_HOSTS.has(host) && LOOPBACK_PEERS.has(request.socket.remoteAddress ?? '') && isOwnPage) {
    next();
    return;
  }
  next(problem(403, 'demo-is-local', 'The demo works on this machine only', 'Open it where the server runs.'));
};
