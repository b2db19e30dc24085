import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { knownReason, reasonText } from './reason-text.ts';
import { englishUnder, LANGUAGES, texts } from './texts.ts';

const ROOT = new URL('../../', import.meta.url);
/** Where the sentences are written that tell why an invitation did not arrive. */
const SOURCES = [
  'server/mail/status-sentence.ts',
  'server/mail/smtp-answer.ts',
  'server/deliveries/sms/send-sms.ts',
  'server/deliveries/mail/allow-list.ts',
  'server/deliveries/delivery-trouble.ts',
  'connectors/twilio/src/twilio-answer.ts',
  'connectors/twilio/src/read-call.ts',
];
/** And those of the checks that admins run in the console. */
const CHECKS = [
  'connectors/anydesk/src/verify-account.ts',
  'connectors/anydesk/src/verify-clients.ts',
  'connectors/anydesk/src/api-refusal.ts',
  'connectors/anydesk/src/api-call.ts',
  'connectors/twilio/src/twilio-sender.ts',
  'connectors/freshservice/src/verify.ts',
  'connectors/freshservice/src/verify-agents.ts',
  'connectors/freshservice/src/verify-plan.ts',
  'connectors/freshservice/src/verify-status-field.ts',
  'connectors/salesforce/src/verify.ts',
  'connectors/salesforce/src/verify-objects.ts',
  'server/notices/chat/judge-chat.ts',
  'server/deliveries/webhook/judge-reply.ts',
  'server/deliveries/webhook/post-webhook.ts',
  'server/mail/smtp-mailer.ts',
];
/** Why nothing had to be sent any more: shown to nobody. */
const NOT_TOLD = /^The request (?:is gone|had ended)|^The number was corrected/;

function sentencesIn(path: string): readonly string[] {
  const source = readFileSync(new URL(path, ROOT), 'utf8');
  const literals = source.matchAll(/'([A-Z][^'\n]{8,}\.)'|"([A-Z][^"\n]{8,}\.)"|`([A-Z][^`\n]{8,}\.)`/g);
  return [...literals].map(([, one, two, three]) => one ?? two ?? three ?? '').filter((text) => !NOT_TOLD.test(text));
}

describe('Why something did not arrive', () => {
  it.each([...SOURCES, ...CHECKS])('has words in every language for each sentence of %s', (path) => {
    const sentences = sentencesIn(path).map((text) =>
      text
        .replaceAll(/(?<!\()\$\{number\}/g, ' (30009)')
        .replaceAll('${way}', 'behind')
        .replaceAll(/\$\{.*?\}/g, '42'),
    );
    expect(sentences.length).toBeGreaterThan(0);
    const marked = { lookUp: (key: string) => `${key} is known` };
    expect(sentences.filter((sentence) => reasonText(marked, sentence) === sentence)).toEqual([]);
  });

  it('has no words for sentences that nobody says any more', () => {
    const said = globSync(['connectors/*/src/**/*.ts', 'server/**/*.ts'], { cwd: ROOT })
      .filter((path) => !path.endsWith('.test.ts'))
      .map((path) => readFileSync(new URL(path, ROOT), 'utf8'))
      .join('\n');
    const sentences = [...englishUnder('reason.').values(), ...englishUnder('finding.').values()];
    const parts = (sentence: string): readonly string[] => sentence.split(/\{\w+\}/);
    const longest = (sentence: string): string =>
      parts(sentence)
        .reduce((one, other) => (other.length > one.length ? other : one))
        .slice(-40)
        .replace(/[ (.]+$/, '');
    expect(sentences.filter((sentence) => !said.includes(longest(sentence)))).toEqual([]);
  });

  it('is told in the reader’s language, with what was found out', () => {
    const sentence = 'SMS to this country (RU) are not allowed. An admin can allow it under SMS.';
    expect(reasonText(texts('de'), sentence)).toBe(
      'SMS in dieses Land (RU) sind nicht erlaubt. Ein Admin kann es unter SMS erlauben.',
    );
    expect(knownReason('Salesforce did not answer within 20 s.')).toEqual({
      key: 'deskSlow',
      params: { desk: 'Salesforce', seconds: '20' },
    });
  });

  it.each(LANGUAGES)('says in %s the English sentence of every reason in that language’s own words', (language) => {
    const told = reasonText(texts(language), 'The mailbox is full.');
    expect(told === 'The mailbox is full.').toBe(language === 'en');
  });

  it('stays as it is where only somebody else has words for it', () => {
    for (const other of ['', 'Mailbox <b>full</b>', '{status}', 'The mail came back (status (1) 2).', 'constructor']) {
      expect([knownReason(other), reasonText(texts('ja'), other)]).toEqual([null, other]);
    }
  });
});
