import { describe, expect, it } from '@jest/globals';
import { isPageOfOrg } from './is-page-of-org.ts';
import { readOrgUser } from './org-user.ts';

const ORG = '00D000000000001EAA';
const USER = '005000000000009AAA';

describe('the subject of an ID token of an org', () => {
  it.each(['https://login.salesforce.com', 'https://test.salesforce.com', 'https://acme.my.salesforce.com'])(
    'names org and user, with 18 characters each, whichever login page was used (%s)',
    (host) => {
      expect(readOrgUser(`${host}/id/${ORG}/${USER}`)).toEqual({ orgId: ORG, userId: USER });
      expect(readOrgUser(`${host}/id/${ORG.slice(0, 15)}/${USER.slice(0, 15)}`)).toEqual({ orgId: ORG, userId: USER });
    },
  );

  it.each([
    `https://login.salesforce.com/id/${ORG}`,
    `https://login.salesforce.com/id/${USER}/${ORG}`,
    `https://login.salesforce.com/id/${ORG}/${USER}/`,
    `https://login.salesforce.com/x?/id/${ORG}/${USER}`,
    `https://login.salesforce.com/id/${ORG}/${USER}\n`,
    `https://login.salesforce.com/id/${ORG.toLowerCase()}/${USER}`,
    `/id/${ORG}/${USER}`,
    '',
  ])('that is written differently names nobody: %j', (subject) => {
    expect(readOrgUser(subject)).toBeNull();
  });
});

describe('a page of the org', () => {
  it.each([
    ['https://acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
    ['https://acme.my.salesforce.com', 'https://acme.lightning.force.com'],
    ['https://acme--uat.sandbox.my.salesforce.com', 'https://acme--uat.sandbox.lightning.force.com'],
  ])('of %s may be %s', (address, origin) => {
    expect(isPageOfOrg(address, origin)).toBe(true);
  });

  it.each([
    'https://other.lightning.force.com',
    'https://acme.lightning.force.com.evil.example',
    'http://acme.lightning.force.com',
    'https://acme--uat.sandbox.lightning.force.com',
    'http://127.0.0.1:8080',
    'null',
    '',
  ])('is never %j', (origin) => {
    expect(isPageOfOrg('https://acme.my.salesforce.com', origin)).toBe(false);
  });
});
