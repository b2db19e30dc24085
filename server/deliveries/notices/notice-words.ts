import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { Texts } from '../../texts/texts.ts';
import { plainLine } from '../plain-line.ts';
import type { NoticeToOne } from './notice-payload.ts';

export type NoticeWords = { readonly title: string; readonly body: string };

const NAME_CHARS = 40;

/** A notice in words. Of the end user it says the first name and nothing else: it is shown on locked screens and in chats. */
export function noticeWords(
  { news, told, by }: Pick<NoticeToOne, 'news' | 'told' | 'by'>,
  { number, ticket, recipient }: SessionRequest,
  { t }: Texts,
): NoticeWords {
  const first = plainLine(recipient.name, NAME_CHARS).split(' ')[0] ?? '';
  const name = first === '' || first.includes('@') ? t('console.agentNotice.somebody') : first;
  const agent = plainLine(by ?? '', NAME_CHARS);
  const title = ticket === null ? number : `${number} · ${plainLine(ticket.number, NAME_CHARS)}`;
  const body = (): string => {
    switch (news) {
      case 'nobody-came':
        return t(`console.agentNotice.nobodyCame.${told ?? 'admin'}`, { name });
      case 'handed-to-you':
        return t('console.agentNotice.handedToYou', { agent, name });
      case 'taken-from-you':
        return t('console.agentNotice.takenFromYou', { agent, name });
      case 'call-back':
        return t('console.agentNotice.callBack', { name });
      case 'link-asked':
        return t('console.agentNotice.linkAsked', { name });
      default:
        return t(`console.agentNotice.${news}`, { name });
    }
  };
  return { title, body: body() };
}
