/** The hosts on which AnyDesk makes links to sessions. */
const HOST = /(^|\.)anydesk\.com$/;
const MOST_CHARS = 500;

/** A session link that AnyDesk itself made, as people paste it; null for anything else. Never a link that only looks like one. */
export function readSessionLink(text: string): string | null {
  const link = text.trim().replace(/^<(.*)>$/, '$1');
  if (link.length > MOST_CHARS || /[\s\p{Cc}]/u.test(link) || !URL.canParse(link)) return null;
  const { protocol, hostname, port, username, password, href, pathname, search, hash } = new URL(link);
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === '';
  // The front page leads into no session.
  const leadsSomewhere = pathname !== '/' || search !== '' || hash !== '';
  return isPlain && HOST.test(hostname) && leadsSomewhere ? href : null;
}
