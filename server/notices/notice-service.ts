import type { Change } from '../../core/ports/change-feed.ts';
import type { NewDelivery } from '../../core/ports/stores.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { MAIL_CHANNEL } from '../deliveries/delivery-channel.ts';
import type { NoticeCall, NoticeToOne } from '../deliveries/notices/notice-payload.ts';
import { noticeWords } from '../deliveries/notices/notice-words.ts';
import type { Pages } from '../pages/pages.ts';
import { digest } from '../secrets/secret-token.ts';
import type { Database } from '../storage/database.ts';
import { deliveryQueue } from '../storage/delivery-queue.ts';
import { chooseLanguage } from '../texts/choose-language.ts';
import { CONSOLE_LANGUAGES, texts } from '../texts/texts.ts';
import type { BrowserNotices } from './browser-notices.ts';
import type { NoticeService } from './notice-port.ts';
import { readChatAddress } from './chat/chat-address.ts';
import type { NoticeChoices } from './notice-choices.ts';
import { silenced } from './whereabouts.ts';
import { type Hearer, type HearerDeps, whoHears } from './who-hears.ts';

export type NoticeDeps = Omit<HearerDeps, 'choices'> & {
  readonly database: Database;
  readonly choices: NoticeChoices;
  readonly browser: Pick<BrowserNotices, 'put'>;
  readonly pages: Pick<Pages, 'render'>;
  /** Wakes open consoles, in every process. */
  readonly announce: (change: Change) => void;
  readonly allowLoopback: boolean;
};

export function createNoticeService(deps: NoticeDeps): NoticeService {
  const { choices, allowLoopback } = deps;
  return {
    handOn: async (callId, call, request, installation) => {
      const hearers = await whoHears(deps, call, request, installation);
      const planned = hearers.flatMap((hearer) => plannedFor(callId, call, request, hearer));
      await enqueueOnce(deps.database, planned, deps.now());
      for (const hearer of hearers) await putInBrowser(deps, callId, call, request, hearer);
      const { id: requestId, installationId, ticket } = request;
      if (hearers.length > 0) deps.announce({ requestId, installationId, ticketId: ticket?.id ?? null });
      return hearers.flatMap(({ ways }) => ways).length;
    },
    wantsHelpDesk: async (email, moments) => {
      const person = await deps.persons.findByEmail(email);
      if (person === null) return true;
      const notices = await choices.of(person.id);
      const wants = moments.some((moment) => notices.choice.ways[moment].includes('help-desk'));
      return wants && silenced(notices, deps.now()) === null;
    },
    chatOf: async (personId) => {
      const url = await choices.chatUrl(personId);
      return url === null ? null : readChatAddress(url, { allowLoopback });
    },
    noteChat: (personId, trouble) => choices.noteChat(personId, trouble),
    mailHtml: (view, words) => deps.pages.render('mails/notice', view, words),
  };
}

export function languageOfAgent(language: string): string {
  return chooseLanguage(CONSOLE_LANGUAGES, { chosen: language, accepted: undefined, others: [] });
}

function plannedFor(
  callId: string,
  { news, at, told, by }: NoticeCall,
  request: SessionRequest,
  { personId, name, email, language, ways }: Hearer,
): readonly NewDelivery[] {
  const payload: NoticeToOne = {
    news,
    at,
    told,
    by,
    personId,
    to: { name, address: email ?? '' },
    language: languageOfAgent(language),
  };
  const who = idOf(callId, personId ?? email ?? '');
  const row = (kind: string, channel: string, lane: string): NewDelivery => ({
    id: `${who}.${kind}`,
    kind,
    installationId: request.installationId,
    requestId: request.id,
    channel,
    lane,
    notBefore: at,
    payload: JSON.stringify(payload),
    mergeKey: null,
  });
  const mail = ways.includes('mail') && email !== null;
  const chat = ways.includes('chat') && personId !== null;
  return [
    ...(mail ? [row('notice-mail', MAIL_CHANNEL.prefix, `notice-mail:${who}`)] : []),
    ...(chat ? [row('notice-chat', `chat:${personId}`, `chat:${personId}`)] : []),
  ];
}

/** Made of the call and the person, so that a call that is carried out again finds what it left before. */
function idOf(callId: string, person: string): string {
  return `${callId}.${digest(person).slice(0, 12).toLowerCase()}`;
}

async function enqueueOnce(database: Database, planned: readonly NewDelivery[], now: number): Promise<void> {
  if (planned.length === 0) return;
  await database.writeSession(async (unit) => {
    const ids = planned.map(({ id }) => id);
    const there = await unit.db.selectFrom('delivery').select('id').where('id', 'in', ids).execute();
    const known = new Set(there.map(({ id }) => id));
    await deliveryQueue(unit).enqueue(
      planned.filter(({ id }) => !known.has(id)),
      now,
    );
  });
}

async function putInBrowser(
  deps: NoticeDeps,
  callId: string,
  call: NoticeCall,
  request: SessionRequest,
  { personId, language, ways }: Hearer,
): Promise<void> {
  if (personId === null || !ways.includes('browser')) return;
  const words = texts(languageOfAgent(language));
  const { title, body } = noticeWords(call, request, words);
  const id = idOf(callId, personId);
  await deps.browser.put({ id, personId, requestId: request.id, title, body, language: words.language, at: call.at });
}
