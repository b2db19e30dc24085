import { describe, expect, it } from '@jest/globals';
import { readOutboundMessage } from './read-outbound-message.ts';

const ORG = '00D5g0000000001EAA';
const message = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">` +
  `<soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound">${inside}</notifications></soapenv:Body></soapenv:Envelope>`;
const named = (id: string): string => `<OrganizationId>${id}</OrganizationId>`;
const rest = '<ActionId>04k</ActionId><SessionId xsi:nil="true"/><Notification><Id>04l</Id></Notification>';

describe('an Outbound Message', () => {
  it('names its org, with 15 or 18 characters', () => {
    expect(readOutboundMessage(message(named(ORG) + rest))).toBe(ORG);
    expect(readOutboundMessage(message(named(ORG.slice(0, 15)) + rest))).toBe(ORG.slice(0, 15));
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['JSON', '{"OrganizationId":"00D5g0000000001EAA"}'],
    ['no org', message(rest)],
    ['two orgs', message(named(ORG) + named('00D5g0000000002EAA'))],
    ['another kind of id', message(named('0055g0000000001EAA'))],
    ['a broken id', message(named('00D5g0000000001EA'))],
    ['an element that does not end', message(`<OrganizationId>${ORG}`)],
    ['another message', `<Envelope>${named(ORG)}</Envelope>`],
    ['an org in a comment', message(`<!-- ${named(ORG)} -->`)],
    ['an org in unparsed text', message(`<![CDATA[${named(ORG)}]]>`)],
    ['entities of its own', `<!DOCTYPE x [<!ENTITY o "${ORG}">]>${message(named('&o;'))}`],
    ['instructions', message(`<?do it?>${named(ORG)}`)],
  ])('that is %s is none', (_, xml) => {
    expect(readOutboundMessage(xml)).toBeNull();
  });

  it('is read in no time, however it is made', () => {
    const started = performance.now();
    for (const xml of ['<'.repeat(500_000), '<OrganizationId>'.repeat(50_000), `<a${' '.repeat(500_000)}`]) {
      expect(readOutboundMessage(xml)).toBeNull();
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
