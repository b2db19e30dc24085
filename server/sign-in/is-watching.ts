import type { Request } from 'express';

/** The page's own script asks, by event stream or with this header; no person pressed anything. */
export function isWatching(request: Request): boolean {
  return request.get('sr-watching') === '1' || (request.get('accept')?.includes('text/event-stream') ?? false);
}
