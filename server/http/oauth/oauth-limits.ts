import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import { replying } from '../reply.ts';
import { readClientProof } from './client-proof.ts';
import { tokenError } from './token-error.ts';

const MINUTE_MS = 60_000;
/** Every agent of every account renews once in half an hour, and all of them come from the platform's few addresses. */
const CALLS_PER_MINUTE = 1200;

/** Slows down whoever guesses codes, tokens or secrets. Calls that succeed are not counted with those that fail. */
export function callLimits(failuresPerMinute: number): RequestHandler[] {
  const common: Partial<Options> = {
    windowMs: MINUTE_MS,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: replying(() => tokenError('slow_down', 'Too many calls. Try again in a minute.')),
  };
  return [
    rateLimit({ ...common, identifier: 'oauth', limit: CALLS_PER_MINUTE }),
    rateLimit({
      ...common,
      identifier: 'oauth-failures',
      limit: failuresPerMinute,
      skipSuccessfulRequests: true,
      // By client too: behind a proxy that nobody told us of, everybody has one address, and a stranger must not lock the platform out.
      keyGenerator: (request) => `${ipKeyGenerator(request.ip ?? '')} ${claimedClient(request)}`,
    }),
  ];
}

function claimedClient(request: Request): string {
  const body = request.body as { readonly client_id?: unknown; readonly client_secret?: unknown } | undefined;
  const fields = { client_id: textOf(body?.client_id), client_secret: textOf(body?.client_secret) };
  const reading = readClientProof(request, fields);
  return reading.kind === 'proof' ? reading.proof.clientId.slice(0, 100) : '';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
