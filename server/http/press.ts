import type { Request } from 'express';

/**
 * Who made a form post. Browsers set `Sec-Fetch-User: ?1` only when a person pressed; a script's submit has `Sec-Fetch-Mode` without it.
 * Older browsers send neither: then only a further step can tell.
 */
export type Press = 'person' | 'script' | 'unknown' | 'foreign';

export function pressOf(request: Request, publicUrl: string): Press {
  const origin = request.get('origin');
  const site = request.get('sec-fetch-site');
  if (origin !== undefined && origin !== publicUrl) return 'foreign';
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'foreign';
  if (request.get('sec-fetch-mode') === undefined) return 'unknown';
  return request.get('sec-fetch-user') === '?1' ? 'person' : 'script';
}
