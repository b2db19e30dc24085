import type { RequestHandler } from 'express';
import { problem } from './problem.ts';

/** An address with U+0000 in it names nothing of ours, and PostgreSQL answers it with a fault instead of "not found". */
export const refuseBrokenAddress: RequestHandler = (request, _response, next) => {
  if (request.url.includes('%00')) {
    next(problem(400, 'broken-request', 'The request cannot be read', 'Check the address: it contains U+0000.'));
  } else {
    next();
  }
};
