import type { Installation } from '../../core/ports/installation.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { NoticeCall } from '../deliveries/notices/notice-payload.ts';
import type { Texts } from '../texts/texts.ts';
import type { ChatAddress } from './chat/chat-address.ts';
import type { NoticeMoment } from './notice-choice.ts';

/** Notices to agents, as the deliveries need them. */
export type NoticeService = {
  /** Hands the news to everybody who is to hear of it. The same call twice is handed on once. Returns how many ways it took. */
  handOn(callId: string, call: NoticeCall, request: SessionRequest, installation: Installation): Promise<number>;
  /** Whether the agent of this address wants the help desk's own notice of one of these moments now. */
  wantsHelpDesk(email: string, moments: readonly NoticeMoment[]): Promise<boolean>;
  chatOf(personId: string): Promise<ChatAddress | null>;
  noteChat(personId: string, trouble: string | null): Promise<void>;
  mailHtml(view: MailView, texts: Texts): string;
};

type MailView = { readonly title: string; readonly body: string; readonly url: string; readonly open: string };
