import { MAIL_TABLE, type MailRule } from './mail-table.ts';

const HEAD = `# Mails to the end user

Generated from \`server/deliveries/mail-table.ts\`. Every event of a request has its row; what is not listed with a mail sends none.
A mail goes to exactly one address. A test installation writes only to the addresses of its list.

| Event | Mail | When |
|---|---|---|
`;

/** The table of mails as a page of the reference. */
export function mailTableMarkdown(): string {
  const rows = Object.entries<readonly Pick<MailRule, 'mail' | 'when'>[]>(MAIL_TABLE).flatMap(([event, rules]) =>
    rules.length === 0 ? [`| ${event} | none | |`] : rules.map(({ mail, when }) => `| ${event} | ${mail} | ${when} |`),
  );
  return `${HEAD}${rows.join('\n')}\n`;
}
