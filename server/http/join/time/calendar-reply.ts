import { entryOf } from '../../../deliveries/mail/calendar-of.ts';
import { calendarDownload } from '../../../mail/calendar-file.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { Reply } from '../../reply.ts';
import type { JoinDeps } from '../join-deps.ts';
import type { Opened } from '../open-link.ts';

/** The appointment as a file for any calendar: the same entry that the invitation brought; null when nothing is planned. */
export async function calendarReply(
  { publicUrl }: Pick<JoinDeps, 'publicUrl'>,
  { request, installation, token, now }: Opened,
  texts: Texts,
): Promise<Reply | null> {
  if (request.status !== 'Open' || request.schedule === null) return null;
  const entry = entryOf('planned', request, request.schedule, {
    texts,
    company: installation.settings.company,
    joinUrl: `${publicUrl}/join/${token}`,
    mailDomain: new URL(publicUrl).hostname,
    now,
  });
  return {
    status: 200,
    headers: {
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="session.ics"',
      'x-robots-tag': 'noindex, nofollow',
    },
    body: { kind: 'text', text: await calendarDownload(entry), type: 'text/calendar; charset=utf-8' },
  };
}
