import { describe, expect, it } from '@jest/globals';
import { isInstanceOf, readSalesforceAddress } from './address.ts';

const read = (text: string, allowLoopback = false) => readSalesforceAddress(text, { allowLoopback });

describe('the address of an org', () => {
  it.each([
    ['acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
    [' https://ACME.my.salesforce.com/lightning/page/home?x=1#y ', 'https://acme.my.salesforce.com'],
    ['acme--uat.sandbox.my.salesforce.com', 'https://acme--uat.sandbox.my.salesforce.com'],
    ['https://acme-dev-ed.develop.my.salesforce.com/', 'https://acme-dev-ed.develop.my.salesforce.com'],
    ['https://acme.lightning.force.com/lightning/r/Case/500/view', 'https://acme.my.salesforce.com'],
  ])('is read from %j', (typed, origin) => {
    expect(read(typed)).toEqual({ ok: true, origin });
  });

  it.each([
    '',
    'acme',
    'http://acme.my.salesforce.com',
    'https://login.salesforce.com',
    'https://acme.my.salesforce.com.evil.example',
    'https://evil.example/acme.my.salesforce.com',
    'https://user@acme.my.salesforce.com',
    'https://acme.my.salesforce.com:8443',
    'https://acme.my.salesforce.com\\@evil.example',
    'https://acme.my.salesforce.com\n.evil.example',
    'https://xn--acme.my.salesforce.com',
    'https://acme.evil.my.salesforce.com',
    'https://\u212acme.my.salesforce.com',
    'http://127.0.0.1:8080',
  ])('is not read from %j, and the sentence ends', (typed) => {
    const reading = read(typed);
    expect(reading.ok).toBe(false);
    expect(reading.ok ? '' : reading.message).toMatch(/\.$/);
  });

  it('is on this machine only where that is allowed', () => {
    expect(read('http://127.0.0.1:8080/x', true)).toEqual({ ok: true, origin: 'http://127.0.0.1:8080' });
    expect(read('http://127.0.0.1:99999', true).ok).toBe(false);
    expect(read('http://localhost:8080', true).ok).toBe(false);
  });
});

describe('the place of an org that a token names', () => {
  it.each([
    ['https://acme.my.salesforce.com', true],
    ['https://deu42.salesforce.com', true],
    ['https://acme--uat.sandbox.my.salesforce.com', true],
    ['https://salesforce.com.evil.example', false],
    ['https://evilsalesforce.com', false],
    ['http://acme.my.salesforce.com', false],
    ['https://acme.my.salesforce.com:444', false],
  ])('%s: %s', (instance, allowed) => {
    expect(isInstanceOf(instance, 'https://acme.my.salesforce.com')).toBe(allowed);
  });

  it('may be the very address that was asked, on this machine too', () => {
    expect(isInstanceOf('http://127.0.0.1:8080', 'http://127.0.0.1:8080')).toBe(true);
    expect(isInstanceOf('https://acme.my.salesforce.com', 'http://127.0.0.1:8080')).toBe(false);
  });
});
