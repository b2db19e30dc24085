import type { Transporter } from 'nodemailer';
import type { Answer, Finding } from '../../core/ports/answer.ts';
import type { Mail, Mailer } from '../../core/ports/mailer.ts';
import { emailAddress } from '../outside-text.ts';
import { calendarFile } from './calendar-file.ts';
import { smtpAnswer, smtpFaultMessage } from './smtp-answer.ts';

export type SmtpSettings = {
  readonly host: string;
  readonly port: number;
  /** `none` is for a mail server on this machine or a trusted network. */
  readonly security: 'tls' | 'starttls' | 'none';
  /** Null: the server asks for no sign-in. */
  readonly user: string | null;
  readonly password: string | null;
  readonly fromAddress: string;
  /** Name for EHLO; null: this machine's. */
  readonly ehloName: string | null;
};

const NOT_ONE_ADDRESS: Answer<null> = {
  kind: 'not-done',
  retry: { when: 'never' },
  because: { code: 'invalid', message: 'The address is not exactly one mail address.' },
};

const CONNECT_TIMEOUT_MS = 10_000;
const REPLY_TIMEOUT_MS = 30_000;

/** Sends mails over SMTP, one connection a mail. Never throws for what a mail server does. */
export function createSmtpMailer(settings: SmtpSettings): Mailer {
  // nodemailer is loaded with the first mail: a server that sends none need not carry it.
  let loading: Promise<Transporter> | null = null;
  const transport = (): Promise<Transporter> => (loading ??= transportOf(settings));
  return {
    send: async (mail) => {
      // nodemailer would read a list, or a second address in a quoted one, as two recipients.
      if (!isOneAddress(mail.to.address)) return NOT_ONE_ADDRESS;
      try {
        const file = mail.calendar === undefined ? null : await calendarFile(mail, mail.calendar, settings.fromAddress);
        await (await transport()).sendMail({ ...message(mail, settings.fromAddress), ...file });
        return { kind: 'done', value: null };
      } catch (error) {
        return smtpAnswer(error);
      }
    },
    verify: async () => {
      try {
        await (await transport()).verify();
        return [finding('ok', `The mail server ${settings.host}:${settings.port} accepts us.`, null)];
      } catch (error) {
        return [finding('problem', smtpFaultMessage(error), 'Check host, port, security, user and password.')];
      }
    },
  };
}

function finding(level: Finding['level'], message: string, mend: string | null): Finding {
  return { check: 'mail', level, message, mend };
}

async function transportOf(settings: SmtpSettings): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    ...(settings.ehloName === null ? {} : { name: settings.ehloName }),
    ...(settings.user === null ? {} : { auth: { user: settings.user, pass: settings.password ?? '' } }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: REPLY_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function isOneAddress(text: string): boolean {
  return emailAddress.safeParse(text).data === text;
}

/** Addresses go in as objects: as text, a comma in a name would make two recipients. */
function message(mail: Mail, fromAddress: string) {
  return {
    envelope: { from: fromAddress, to: [mail.to.address] },
    from: { name: mail.fromName, address: fromAddress },
    to: { name: mail.to.name, address: mail.to.address },
    ...(mail.replyTo === null || !isOneAddress(mail.replyTo)
      ? {}
      : { replyTo: { name: mail.fromName, address: mail.replyTo } }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    headers: {
      'Content-Language': mail.language,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  };
}
