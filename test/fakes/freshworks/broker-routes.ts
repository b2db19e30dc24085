import type { Platform } from './platform.ts';
import { type Asked, type Replied, type Route, Unanswerable } from './route.ts';

/** The pop-up in which an agent authorizes the app: out to the app's server, and back here. */
export function brokerRoutes(platform: Platform): readonly Route[] {
  return [
    { method: 'GET', path: '/broker/start', respond: (asked) => begin(platform, asked) },
    { method: 'GET', path: '/auth/callback', respond: (asked) => comeBack(platform, asked) },
  ];
}

function begin(platform: Platform, { url }: Asked): Replied {
  const agent = url.searchParams.get('agent') ?? '';
  const integration = url.searchParams.get('integration') ?? '';
  const to = platform.app === null ? null : platform.broker.begin(platform.app, integration, agent);
  if (to === null) throw new Unanswerable(404, 'There is nothing to authorize here.');
  return { kind: 'redirect', to: to.href };
}

async function comeBack(platform: Platform, { url }: Asked): Promise<Replied> {
  if (platform.app === null) throw new Unanswerable(409, 'The app is not installed.');
  const problem = await platform.broker.finish(platform.app, url.searchParams);
  const [status, text] = problem === null ? ([200, 'Authorized'] as const) : ([400, 'Not authorized'] as const);
  return { kind: 'html', status, text: page(text, problem ?? 'You can close this window.') };
}

/** Other windows cannot be counted on: the server's own pages cut the tie to the window that opened this one. */
function page(title: string, sentence: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><script type="module" src="/assets/close.js"></script></head><body><h1>${title}</h1><p>${escaped(sentence)}</p></body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
