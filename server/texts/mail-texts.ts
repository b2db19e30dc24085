import type { MailTexts } from '../deliveries/mail-view.ts';
import type { Pages } from '../pages/pages.ts';
import { mailContent } from './mail-content.ts';
import { texts } from './texts.ts';

/** Mails in the language of whoever reads them, as text and as HTML of the same words. */
export function createMailTexts(pages: Pick<Pages, 'render'>): MailTexts {
  return {
    render: (view, language) => {
      const words = texts(language);
      const content = mailContent(view, words);
      return {
        subject: content.subject,
        text: pages.render('mails/mail.txt', content, words),
        html: pages.render('mails/mail', content, words),
      };
    },
  };
}
