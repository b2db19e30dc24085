import type { Request } from 'express';

/**
 * Whether a form post comes from a page of ours. Every browser says where a post comes from, by Origin or at least by Referer; one that
 * says neither is not believed.
 */
export function isOwnOrigin(request: Request, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = request.get('origin');
  if (origin !== undefined) return origin === publicUrl;
  return originOf(request.get('referer')) === publicUrl;
}

function originOf(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : null;
}
