import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isFieldName, soql, soqlName } from './soql.ts';

describe('a query', () => {
  it('is one line with its values as literals', () => {
    const at = new Date('2026-11-22T10:00:00Z');
    const text = soql`
      SELECT Id FROM Case
      WHERE Id IN ${['a', 'b']} AND Subject = ${"it's"} AND CreatedDate > ${at} AND ContactId = ${null} LIMIT ${20}`;
    expect(text).toBe(
      "SELECT Id FROM Case WHERE Id IN ('a','b') AND Subject = 'it\\'s' AND CreatedDate > 2026-11-22T10:00:00.000Z AND ContactId = null LIMIT 20",
    );
  });

  it.each(["' OR Id != '", "\\' OR Id != null --", "a\nb' LIMIT 1", '\u0000', '\\', "'"])(
    'keeps %j as a value',
    (value) => {
      const { where } = parseQuery(soql`SELECT Id FROM Case WHERE Subject = ${value} AND Status = 'New'`);
      expect(where).toMatchObject({ operator: 'AND', right: { left: { field: 'Status' } } });
    },
  );

  it('has one value for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const written = soql`${value}`;
        return /^'(?:[^'\\]|\\['\\ntrbf])*'$/s.test(written);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it.each(['AnyDesk_ID__c', 'acme__AnyDesk__c', 'x__c', 'Asset.AnyDesk_ID__c'])(
    'takes %s for the name of a field',
    (name) => {
      expect(soql`SELECT ${soqlName(name)} FROM Case`).toBe(`SELECT ${name} FROM Case`);
    },
  );

  it.each([
    '',
    'Name',
    'Id FROM User',
    'x__c, Id',
    'x__c\n',
    '__c',
    'a b__c',
    "x'__c",
    'Asset.Owner.x__c',
    'x__r',
    'é__c',
    `${'x'.repeat(50)}__c`,
  ])('refuses %j as the name of a field', (name) => {
    expect(isFieldName(name)).toBe(false);
    expect(() => soqlName(name)).toThrow('salesforce-field-not-checked');
  });
});
