import type { Request } from 'express';

/** What the panel's Connect adds to the address, which is otherwise the same as in mails and entries. */
export const PRESS_MARK = 'press';

/**
 * Whether a person came here by pressing Connect in the panel. Browsers tell by themselves, and no page can make them say so: that a person
 * pressed something (`Sec-Fetch-User`), that it opened a page, and on which site it was (`Referer`).
 */
export function isPanelPress(request: Request, isOwnPage: (origin: string) => boolean): boolean {
  if (request.method !== 'GET' || request.query[PRESS_MARK] !== '1') return false;
  if (request.get('sec-fetch-user') !== '?1' || request.get('sec-fetch-dest') !== 'document') return false;
  const referer = request.get('referer') ?? '';
  return URL.canParse(referer) && isOwnPage(new URL(referer).origin);
}
