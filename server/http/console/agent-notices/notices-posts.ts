import { randomUUID } from 'node:crypto';
import type { Answer } from '../../../../core/ports/answer.ts';
import { createPostWebhook } from '../../../deliveries/webhook/post-webhook.ts';
import { readChatAddress } from '../../../notices/chat/chat-address.ts';
import { chatMessage } from '../../../notices/chat/chat-message.ts';
import { judgeChat } from '../../../notices/chat/judge-chat.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { doneAt } from '../console-page.ts';
import { textField } from '../field-readers.ts';
import { EMPTY_FORM, readForm, withError } from '../form-reading.ts';
import { needWorker, type SignedInVisit } from '../visit.ts';
import { readNoticeForm } from './notice-form.ts';
import { NOTICES_PATH, showNotices, type Tested } from './notices-page.ts';

const CHAT_TIMEOUT_MS = 10_000;

export async function noticesPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  const reading = readNoticeForm(visit.request.body, visit.zone);
  if (!reading.ok) return showNotices(deps, visit, { form: reading.state, status: 422 });
  await deps.people.noticeChoices.save(visit.person.id, reading.choice);
  return doneAt(NOTICES_PATH, 'notices-saved');
}

/** The address is a secret: it is sealed, and never sent back to a page. */
export async function chatPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  const form = readForm(visit.request.body, { url: textField({ most: 2000, required: true }) });
  if (!form.ok) return showNotices(deps, visit, { chat: form.state, status: 422 });
  const address = readChatAddress(form.values.url, deps);
  if (address === null) {
    const chat = withError(EMPTY_FORM, 'url', { key: 'console.agentNotice.chatWrong' });
    return showNotices(deps, visit, { chat, status: 422 });
  }
  await deps.people.noticeChoices.setChat(visit.person, address);
  return doneAt(NOTICES_PATH, 'chat-saved');
}

export async function chatRemovePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  await deps.people.noticeChoices.setChat(visit.person, null);
  return doneAt(NOTICES_PATH, 'chat-removed');
}

/** Writes one message into the chat, at once and once, and says what came back. */
export async function chatTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  const { t } = visit.texts;
  const url = await deps.people.noticeChoices.chatUrl(visit.person.id);
  const address = url === null ? null : readChatAddress(url, deps);
  if (address === null) return showNotices(deps, visit, { status: 409 });
  const link = { text: t('console.agentNotice.title'), url: `${deps.publicUrl}${NOTICES_PATH}` };
  const body = chatMessage(address.kind, { text: t('console.agentNotice.testBody'), link });
  const post = createPostWebhook({ allowLoopback: deps.allowLoopback, timeoutMs: CHAT_TIMEOUT_MS });
  const answer = judgeChat(await post({ url: address.url, headers: {}, body }), deps.core.clock.now());
  await deps.people.noticeChoices.noteChat(visit.person.id, answer.kind === 'done' ? null : becauseOf(answer));
  return showNotices(deps, visit, { tested: said(answer, t('console.agentNotice.chatTested')) });
}

/** Sends a mail to oneself and says what the server answered. */
export async function mailTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  const { texts, person } = visit;
  const settings = (await deps.people.mailSettings.read()) ?? deps.demoMailbox;
  if (settings === null) {
    return showNotices(deps, visit, {
      tested: { level: 'problem', text: texts.t('console.agentNotice.mailNone') },
      status: 409,
    });
  }
  const text = texts.t('console.agentNotice.testBody');
  const answer = await deps.mailerFor(settings).send({
    to: { name: person.name, address: person.email },
    fromName: texts.t('console.app'),
    replyTo: null,
    subject: `${texts.t('console.agentNotice.testTitle')}: ${texts.t('console.agentNotice.title')}`,
    text,
    html: deps.pages.render('console/test-mail', { text }, texts),
    messageId: `<${randomUUID()}@${new URL(deps.publicUrl).hostname}>`,
    language: texts.language,
  });
  const done = texts.t('console.agentNotice.mailTested', { email: person.email });
  return showNotices(deps, visit, { tested: said(answer, done) });
}

export async function awayPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  await deps.people.noticeChoices.setAway(visit.person, true);
  return doneAt(NOTICES_PATH, 'went-away');
}

export async function backPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  await deps.people.noticeChoices.setAway(visit.person, false);
  return doneAt(NOTICES_PATH, 'came-back');
}

function said(answer: Answer<unknown>, done: string): Tested {
  return answer.kind === 'done' ? { level: 'ok', text: done } : { level: 'problem', text: becauseOf(answer) };
}

function becauseOf(answer: Exclude<Answer<unknown>, { kind: 'done' }>): string {
  return answer.kind === 'not-done' ? answer.because.message : answer.because;
}
