import type { Texts } from '../../texts/texts.ts';

const KINDS = [
  'ticket-reply',
  'timeline-entry',
  'living-entry',
  'email',
  'sms',
  'outgoing-webhook',
  'ticket-fields',
  'asset-look',
  'time-entry',
  'ticket-record',
  'session-comment',
  'session-close',
  'notice-call',
  'notice-mail',
  'notice-chat',
] as const;

/** What is delivered, in words; a kind that this page does not know by its own name. */
export function deliveryKindWord(kind: string, texts: Texts): string {
  const known = KINDS.find((one) => one === kind);
  return known === undefined ? kind : texts.t(`console.delivery.kind.${known}`);
}

/** Where it goes: what stands before the colon of a channel says enough. */
export function channelLabel(channel: string, texts: Texts): string {
  if (channel.startsWith('help-desk:')) return texts.t('console.delivery.channel.help-desk');
  if (channel.startsWith('webhook:')) return texts.t('console.delivery.channel.webhook');
  if (channel.startsWith('remote-tool:')) return texts.t('console.delivery.channel.remote-tool');
  if (channel.startsWith('chat:')) return texts.t('console.delivery.channel.chat');
  if (channel === 'notice') return texts.t('console.delivery.channel.notice');
  if (channel === 'sms') return texts.t('console.delivery.channel.sms');
  return channel === 'mail' ? texts.t('console.delivery.channel.mail') : channel;
}
