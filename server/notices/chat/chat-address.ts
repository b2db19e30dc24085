const LONGEST_CHARS = 2000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export type ChatKind = 'slack' | 'teams';

/** Hosts of incoming webhooks: Slack's own, Teams' connectors, and the workflows that follow them. Nothing else is ever written to. */
const SLACK = /^hooks\.slack(?:-gov)?\.com$/;
const TEAMS =
  /^(?:[a-z0-9-]+\.webhook\.office\.com|(?:[a-z0-9-]+\.)+logic\.azure\.com|(?:[a-z0-9-]+\.)+api\.powerplatform\.com)$/;

export type ChatAddress = { readonly url: string; readonly kind: ChatKind; readonly host: string };

/** The address of an incoming webhook of Slack or Teams; null when it is none. Chats on this machine are for the demo and for tests. */
export function readChatAddress(
  text: string,
  { allowLoopback }: { readonly allowLoopback: boolean },
): ChatAddress | null {
  const typed = text.trim();
  if (typed.length > LONGEST_CHARS || !URL.canParse(typed)) return null;
  const url = new URL(typed);
  if (url.username !== '' || url.password !== '' || url.hash !== '' || url.pathname.length < 2) return null;
  const { hostname, host } = url;
  if (allowLoopback && LOOPBACK.has(hostname)) {
    return { url: url.href, kind: url.pathname.startsWith('/teams/') ? 'teams' : 'slack', host };
  }
  // A port of one's own choice would reach something else on the same host.
  if (url.protocol !== 'https:' || url.port !== '') return null;
  if (SLACK.test(hostname)) return { url: url.href, kind: 'slack', host };
  return TEAMS.test(hostname) ? { url: url.href, kind: 'teams', host } : null;
}
