import type { Answer } from '../../core/ports/answer.ts';
import type { Mailer } from '../../core/ports/mailer.ts';
import type { MailSettings, MailSettingsStore } from './mail-settings.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

const NOT_SET_UP: Answer<null> = {
  kind: 'not-done',
  retry: { when: 'after-reconnect' },
  because: { code: 'not-configured', message: 'No mail server is set up. Add one in the console under Mail.' },
};

/** The mail server as it is set up now; `fallback` (the demo's mailbox) when none is. */
export function createCurrentMailer(
  settings: Pick<MailSettingsStore, 'read'>,
  fallback: () => MailSettings | null,
): Mailer {
  let kept: { readonly of: string; readonly mailer: Mailer } | null = null;
  const current = async (): Promise<Mailer | null> => {
    const now = (await settings.read()) ?? fallback();
    if (now === null) return null;
    const of = JSON.stringify(now);
    if (kept?.of !== of) kept = { of, mailer: createSmtpMailer(now) };
    return kept.mailer;
  };
  return {
    send: async (mail) => (await (await current())?.send(mail)) ?? NOT_SET_UP,
    verify: async () => {
      const mailer = await current();
      if (mailer !== null) return mailer.verify();
      const mend = 'Add a mail server in the console under Mail.';
      return [{ check: 'mail', level: 'warning', message: 'No mail server is set up: no mails are sent.', mend }];
    },
  };
}
