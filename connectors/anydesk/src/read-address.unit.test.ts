import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readAddress } from './read-address.ts';

const ID = '123456789';
const LONG_ID = '1876365234';

describe('an ID is read', () => {
  it.each([
    ['as digits', '123456789', ID],
    ['of ten digits', '1876365234', LONG_ID],
    ['grouped as AnyDesk shows it', '123 456 789', ID],
    ['of ten digits, grouped', '1 876 365 234', LONG_ID],
    ['grouped by hand, another way', '12 34 56 78 9', ID],
    ['with several spaces', '  123   456 789 ', ID],
    ['with dots', '123.456.789', ID],
    ['of ten digits, with dots', '1.876.365.234', LONG_ID],
    ['with dashes', '123-456-789', ID],
    ['with typographic dashes', '123\u2013456\u2011789', ID],
    ['with dashes between spaces', '123 - 456 - 789', ID],
    ['with no-break spaces', '123\u00a0456\u202f789', ID],
    ['with a line break after it', '123 456 789\r\n', ID],
    ['with its public namespace', '6383372423@ad', '6383372423'],
    ['with its public namespace, grouped and in capitals', '6 383 372 423 @AD', '6383372423'],
    ['in full-width digits', '１２３　４５６　７８９', ID],
    ['in the digits of an Arabic keyboard', '١٢٣ ٤٥٦ ٧٨٩', ID],
    ['in the digits of a Persian keyboard', '۱۲۳۴۵۶۷۸۹', ID],
    ['with marks of direction around it', '\u2068123 456 789\u2069\u200e', ID],
    ['in full-width digits with full-width signs', '１２３－４５６－７８９＠ａｄ', ID],
  ])('%s', (_how, text, address) => {
    expect(readAddress(text)).toBe(address);
  });
});

describe('an alias is read', () => {
  it.each([
    ['as it is', 'support@ad', 'support@ad'],
    ['in lower case, whatever it was typed in', 'Front-Desk.2@AD', 'front-desk.2@ad'],
    ['in a namespace of its own', 'anna_b@my-company', 'anna_b@my-company'],
    ['with dots in its name', 'anna.b@acme', 'anna.b@acme'],
    ['of 25 characters', `${'a'.repeat(25)}@ad`, `${'a'.repeat(25)}@ad`],
    ['with digits only, in a namespace of its own', '4711@acme', '4711@acme'],
    ['in full-width letters', 'ａｎｎａ＠ａｄ', 'anna@ad'],
  ])('%s', (_how, text, address) => {
    expect(readAddress(text)).toBe(address);
  });
});

describe('what people paste around an address is taken off', () => {
  it.each([
    ['Your ID: 123 456 789', ID],
    ['YOUR ADDRESS\n123 456 789', ID],
    ['Your Address:\r\n123 456 789', ID],
    ['My AnyDesk ID is 123 456 789', ID],
    ['AnyDesk-ID: 1 876 365 234', LONG_ID],
    ['AnyDesk: support@ad', 'support@ad'],
    ['ID 123456789', ID],
    ['Ihre Adresse: 123 456 789', ID],
    ['您的 ID：123 456 789', ID],
    ['我的AnyDesk ID: 123 456 789', ID],
    ['您的位址：support@ad', 'support@ad'],
    ['anydesk:123456789', ID],
    ['AnyDesk:Support@ad', 'support@ad'],
    ['anydesk://123456789', ID],
    ['anydesk-abc12345:123456789', ID],
    ['anydesk:AnyDesk-abc12345_msi:123456789', ID],
    ['anydesk:AnyDesk-ad_abc12345:support@ad', 'support@ad'],
    ['anydesk:AnyDesk-ad_abc12345_msi:123456789', ID],
  ])('%j', (text, address) => {
    expect(readAddress(text)).toBe(address);
  });
});

describe('refused, because it is no address', () => {
  it.each([
    ['nothing', ''],
    ['only spaces', ' \u00a0 '],
    ['eight digits', '12345678'],
    ['eleven digits', '12345678901'],
    ['a leading zero', '012345678'],
    ['eight digits with a namespace', '12345678@ad'],
    ['an eleven digit number with a namespace', '123 456 789 01@ad'],
    ['a leading dash', '-123456789'],
    ['a sign before it', '+123456789'],
    ['an alias led by a dash', '-x@ad'],
    ['a name of 26 characters', `${'a'.repeat(26)}@ad`],
    ['a namespace of 33 characters', `a@${'b'.repeat(33)}`],
    ['no name', '@ad'],
    ['no namespace', 'anna@'],
    ['two at signs', 'anna@b@ad'],
    ['a letter among the digits', '12345678O'],
    ['superscript digits', '12345678²'],
    ['circled digits', '①②③④⑤⑥⑦⑧⑨'],
    ['a Kelvin sign for a k', '\u212aevin@ad'],
    ['a Cyrillic а in an alias', 'аnna@ad'],
    ['a very long paste', `${' '.repeat(300)}123456789`],
  ])('%s', (_what, text) => {
    expect(readAddress(text)).toBeNull();
  });
});

describe('refused, because it could mean something else', () => {
  it.each([
    ['two IDs', '123456789 987654321'],
    ['two IDs on two lines', '123456789\n987654321'],
    ['two IDs with a comma', '123456789,987654321'],
    ['two aliases', 'anna@ad bob@ad'],
    ['an ID and an alias', '123456789 anna@ad'],
    ['two labelled addresses', 'Your ID: 123456789 My ID: 987654321'],
    ['a link with two addresses', 'anydesk:123456789:987654321'],
    ['a link whose prefix is an ID', 'anydesk:AnyDesk-ad_123456789:987654321'],
    ['a link of a custom client whose prefix is an ID', 'anydesk-123456789:987654321'],
    ['an IP address', '192.168.1.10'],
    ['a ten-digit IP address', '10.123.45.67'],
    ['a phone number', '202-555-0143'],
    ['a phone number with a space', '202 555-0143'],
    ['a moment', '2026-11-22 10'],
    ['a mail address', 'anna@example.com'],
    ['a phone number behind its label', 'Phone: 123456789'],
    ['a ticket number behind its label', 'Ticket ID: 123456789'],
    ['a mail address behind its label', 'Email address: anna@ad'],
  ])('%s', (_what, text) => {
    expect(readAddress(text)).toBeNull();
  });
});

describe('refused, because it is an attack on the command line or on the reader', () => {
  it.each([
    ['an option after the ID', '123456789 --with-password'],
    ['an option instead of an ID', '--with-password'],
    ['an option behind a label', 'Your ID: --file-transfer'],
    ['an option in a link', 'anydesk:123456789 --with-password'],
    ['a licence registration link', 'anydesk://register-license?key=abc'],
    ['a link with a query', 'anydesk:123456789?x=1'],
    ['another scheme', 'https:123456789'],
    ['a script', 'javascript:alert(1)'],
    ['quotes', '"123456789"'],
    ['a quote in an alias', "anna'@ad"],
    ['a slash', '123456789/x'],
    ['a backslash', 'anna\\b@ad'],
    ['a percent sign', 'anna%20b@ad'],
    ['a semicolon', '123456789;calc'],
    ['an ampersand', '123456789&calc'],
    ['a dollar sign', '$(id)@ad'],
    ['a NUL', '123456789\u0000'],
    ['an escape', '123456789\u001b[2J'],
    ['a tab inside', '123\t456\t789'],
    ['a line break inside', '123456\n789'],
    ['a line break and an option', '123456789\n--with-password'],
    ['a right-to-left override', '\u202e123456789'],
    ['a left-to-right mark inside', '1234\u200e56789'],
    ['a zero-width space', '123\u200b456789'],
    ['a lone surrogate', '123456789\ud800'],
    ['HTML', '<b>123456789</b>'],
  ])('%s', (_what, text) => {
    expect(readAddress(text)).toBeNull();
  });
});

describe('whatever text goes in', () => {
  it('comes out as a strict address that reads as itself, or not at all', () => {
    const strict = /^(?:[1-9]\d{8,9}|[a-z0-9._][a-z0-9._-]{0,24}@[a-z0-9_][a-z0-9._-]{0,31})$/;
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nearlyAnAddress()), (text) => {
        const address = readAddress(text);
        if (address !== null) read += 1;
        return address === null || (strict.test(address) && readAddress(address) === address);
      }),
      { seed: 20261122, numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});

function nearlyAnAddress(): fc.Arbitrary<string> {
  const noise =
    '1|23| |\u00a0|-|.|@|ad|Anna|１|：|:|\n|--|"|/|Your ID:|anydesk:|AnyDesk-ad_|_msi:|is |\u202e|\u0000'.split('|');
  const address = '123456789|123 456 789|1.876.365.234|support@ad|１２３４５６７８９'.split('|');
  const part = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...noise) }, fc.constantFrom(...address));
  return fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''));
}
