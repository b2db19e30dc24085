import { describe, expect, it } from '@jest/globals';
import { aReport } from '../../test/builders/a-report.ts';
import { readReport } from './read-report.ts';
import { statusSentence } from './status-sentence.ts';

const read = (text: string) => readReport(Buffer.from(text));
const ID = '<abc.1@support.example>';

describe('A report of a mail server', () => {
  it.each([
    ['failed', 'failed'],
    ['delivered', 'delivered'],
    ['delayed', 'under-way'],
    ['relayed', 'under-way'],
  ])('that the mail was %s is read as %s', async (action, outcome) => {
    expect(await read(aReport({ messageId: ID, action }))).toEqual({ messageId: ID, outcome, status: '5.1.1' });
  });

  it('may bring only the head of the mail, and fold its lines', async () => {
    const folded = aReport({ messageId: ID, original: 'text/rfc822-headers' }).replace(
      'Message-ID: ',
      'Message-ID:\r\n ',
    );
    expect(await read(folded)).toMatchObject({ messageId: ID });
  });

  it('without line ends of mail is read too', async () => {
    expect(await read(aReport({ messageId: ID }).replaceAll('\r\n', '\n'))).toMatchObject({ messageId: ID });
  });

  it.each<[string, string]>([
    [
      'an ordinary mail',
      'From: a@b.example\r\nTo: c@d.example\r\nSubject: Hello\r\n\r\nMessage-ID: <abc.1@support.example>\r\nAction: failed',
    ],
    ['a report that does not bring the mail', aReport({ messageId: ID }).replace('message/rfc822', 'text/plain')],
    ['a report without a recipient', aReport({ messageId: ID }).replace('Action: failed', 'X-Action: failed')],
    ['a report on something unheard of', aReport({ messageId: ID, action: 'teleported' })],
    ['a report with the name of something in the language', aReport({ messageId: ID, action: 'constructor' })],
    ['an id with a line of its own', aReport({ messageId: '<abc\r\nX-Evil: 1@support.example>' })],
    ['an id of two', aReport({ messageId: '<a@b.example> <c@d.example>' })],
    ['nothing', ''],
    ['garbage', '\u0000\u0001\u0002'.repeat(1000)],
  ])('is not seen in %s', async (_what, text) => {
    expect(await read(text)).toBeNull();
  });

  it('nested deeply or with endless headers ends all the same', async () => {
    const nested = Array.from(
      { length: 3000 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    ).join('');
    expect(await read(nested)).toBeNull();
    expect(await read(`X: ${'a'.repeat(1_500_000)}\r\n\r\n`)).toBeNull();
  });
});

describe('The reason that is told', () => {
  it.each([
    ['5.1.1', 'The mailbox does not exist.'],
    ['5.2.2', 'The mailbox is full.'],
    ['5.7.26', 'The mail server of the recipient refused the mail by its rules (5.7.26).'],
    ['5.9.9', 'The mail came back (status 5.9.9).'],
    ['', 'The mail came back.'],
  ])('of %j is in our words', (status, sentence) => {
    expect(statusSentence(status)).toBe(sentence);
  });
});
