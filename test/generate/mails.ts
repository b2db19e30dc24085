import { mailTableMarkdown } from '../../server/deliveries/mail-table-markdown.ts';
import type { Generator } from './generator.ts';

/** Which event of a request mails what to the end user. */
export const mailsReference: Generator = {
  file: 'docs/reference/mails.md',
  make: async () => mailTableMarkdown(),
};
