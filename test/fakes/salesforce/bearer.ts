import type { IncomingMessage } from 'node:http';

/** The token of an Authorization header, or of the session cookie that a browser brings. */
export function bearerOf(request: IncomingMessage): string | null {
  const header = /^(?:Bearer|OAuth) (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return header ?? /(?:^|; ?)sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? null;
}
