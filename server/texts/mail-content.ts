import type { MailView, MomentView } from '../deliveries/mail-view.ts';
import type { Texts } from './texts.ts';

/** A mail as its two templates show it. Every text is data. */
export type MailContent = {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly button: { readonly label: string; readonly url: string } | null;
  /** How to tell a true mail from a false one; only where there is a link to follow. */
  readonly safety: readonly string[];
  readonly closing: readonly string[];
};

/** What a mail says. It never holds the comment or the two words: those are for the ticket and the page. */
export function mailContent(view: MailView, texts: Texts): MailContent {
  const { t } = texts;
  const who = { company: view.company, number: view.ticketNumber ?? view.requestNumber };
  const agent = view.agentFirstName ?? t('mail.team', who);
  const hasLink = 'joinUrl' in view;
  return {
    subject: t(`mail.${key(view)}.subject`, { ...who, agent }),
    greeting: greeting(view.recipientName, texts),
    paragraphs: [t(`mail.${key(view)}.lead`, { ...who, agent }), t(`mail.${key(view)}.next`, { ...who, agent })],
    facts: facts(view, texts),
    button: hasLink ? { label: t('mail.button'), url: view.joinUrl } : null,
    safety: hasLink ? [t('mail.safety.nothing'), t('mail.safety.never'), t('mail.safety.doubt', who)] : [],
    closing: [t('mail.reply'), ...contact(view, texts)],
  };
}

/** What looks like an address would become a link in the reader's mail program: such a name is left out. */
function greeting(name: string, { t }: Texts): string {
  const isPlain = name !== '' && !/[/\\:@]|\bwww\.|\.[a-z]{2,}\b/i.test(name);
  return isPlain ? t('mail.greeting', { name }) : t('mail.greetingPlain');
}

const KEYS = {
  invitation: 'invitation',
  'changed-time': 'changedTime',
  reminder: 'reminder',
  'changed-agent': 'changedAgent',
  'asked-again': 'askedAgain',
  'closed-without-session': 'closedWithoutSession',
  receipt: 'receipt',
} as const;

function key(view: MailView): (typeof KEYS)[MailView['mail']] {
  return KEYS[view.mail];
}

function facts(view: MailView, texts: Texts): MailContent['facts'] {
  const { t } = texts;
  const moment = ({ at, timeZone }: MomentView): string => texts.dateTime(at, timeZone);
  const rows = [
    { label: t('mail.facts.company'), value: view.company },
    { label: t('mail.facts.agent'), value: view.agentFirstName },
    { label: t('mail.facts.ticket'), value: view.ticketNumber },
    { label: t('mail.facts.start'), value: 'start' in view && view.start !== null ? moment(view.start) : null },
    { label: t('mail.facts.expires'), value: 'expires' in view ? moment(view.expires) : null },
    { label: t('mail.facts.closed'), value: 'closed' in view ? moment(view.closed) : null },
    { label: t('mail.facts.duration'), value: 'totalMs' in view ? duration(view, texts) : null },
    {
      label: t('mail.facts.outcome'),
      value: 'outcome' in view ? texts.lookUp(`outcome.${camel(view.outcome)}`) : null,
    },
  ];
  return rows.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
}

function duration(view: { readonly totalMs: number; readonly estimated: boolean }, texts: Texts): string {
  const told = texts.duration(view.totalMs);
  return view.estimated ? texts.t('mail.facts.estimated', { duration: told }) : told;
}

function contact(view: MailView, { t }: Texts): readonly string[] {
  const { helpDeskPhone: phone, helpDeskHours: hours } = view;
  if (phone === '') return [];
  return [hours === '' ? t('mail.phone', { phone }) : t('mail.phoneHours', { phone, hours })];
}

function camel(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
