import { describe, expect, it } from '@jest/globals';
import { roleOfKnown, roleOfNew, type RoleRules } from './map-role.ts';
import { isProviderAddress, readIssuer } from './provider-address.ts';
import { readTrouble } from './provider-trouble.ts';
import { isComplete, readClaims } from './read-claims.ts';

const NAMED = { iss: 'https://login.example.com', sub: 'a1', email: 'Jun@kestrel.example', email_verified: true };
const CONTROL = String.fromCodePoint(0);

describe('what a provider proves about somebody', () => {
  it('is his account there, his address, and his name', () => {
    expect(readClaims({ ...NAMED, name: ' Jun Watanabe ' }, null)).toEqual({
      issuer: 'https://login.example.com',
      subject: 'a1',
      email: 'Jun@kestrel.example',
      isEmailVerified: true,
      name: 'Jun Watanabe',
      groups: [],
      signedInAt: null,
    });
  });

  it('is also when he proved himself, where the provider tells', () => {
    const at = (value: unknown) => readClaims({ ...NAMED, auth_time: value }, null)?.signedInAt;
    expect([at(1_764_000_000), at('1764000000'), at(-0.5), at(null)]).toEqual([1_764_000_000_000, null, null, null]);
  });

  it.each([
    [{ name: 'Jun W.' }, 'Jun W.'],
    [{ given_name: 'Jun', family_name: 'Watanabe' }, 'Jun Watanabe'],
    [{ preferred_username: 'jun.w' }, 'jun.w'],
    [{ name: `Jun${CONTROL}`, preferred_username: 'jun.w' }, 'jun.w'],
    [{ name: 'x'.repeat(121) }, 'Jun@kestrel.example'],
    [{ email: undefined }, 'a1'],
  ])('names him as well as it can by %j', (over, name) => {
    expect(readClaims({ ...NAMED, ...over }, null)?.name).toBe(name);
  });

  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    [1, false],
    ['yes', false],
    [undefined, false],
  ])('makes an address verified only when it says so: %j', (value, expected) => {
    expect(readClaims({ ...NAMED, email_verified: value }, null)?.isEmailVerified).toBe(expected);
  });

  it.each([{ sub: undefined }, { sub: '' }, { sub: ' a1' }, { sub: 'x'.repeat(256) }, { iss: undefined }, { sub: 7 }])(
    'is nobody with %j',
    (over) => {
      expect(readClaims({ ...NAMED, ...over }, null)).toBeNull();
    },
  );

  it.each([
    [{ groups: ['a', 7, null, 'b'] }, 'groups', ['a', 'b']],
    [{ groups: 'a' }, 'groups', ['a']],
    [{ groups: { a: true } }, 'groups', []],
    [{ realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
    [{ 'https://kestrel.example/groups': ['a'] }, 'https://kestrel.example/groups', ['a']],
    [{}, 'constructor.name', []],
    [{ groups: ['a'] }, '__proto__', []],
    [{ groups: ['a'] }, 'groups.length', []],
  ])('lists groups of %j under %s', (claims, name, groups) => {
    expect(readClaims({ ...NAMED, ...claims }, name)?.groups).toEqual(groups);
  });

  it('needs a second question only when something is missing', () => {
    const full = { ...NAMED, name: 'Jun' };
    expect([isComplete(full, null), isComplete(full, 'groups'), isComplete(NAMED, null)]).toEqual([true, false, false]);
    expect(isComplete({ ...full, groups: [] }, 'groups')).toBe(true);
  });
});

describe('the role of somebody who signs in', () => {
  const rules: RoleRules = {
    groupsClaim: 'groups',
    groups: { admin: ['leads'], 'support-agent': ['desk', 'night'], viewer: ['desk', 'audit'] },
    roleWithoutGroup: null,
  };

  it.each([
    [['audit'], 'viewer'],
    [['night', 'audit'], 'support-agent'],
    [['audit', 'desk', 'leads'], 'admin'],
    [['desk'], 'support-agent'],
    [['Leads'], 'refuse'],
    [[], 'refuse'],
  ])('of the groups %j is %s', (groups, role) => {
    expect([roleOfNew(groups, rules), roleOfKnown(groups, rules)]).toEqual([role, role]);
  });

  it('without a group of the lists is the one for that', () => {
    const open = { ...rules, roleWithoutGroup: 'viewer' } as const;
    expect([roleOfNew([], open), roleOfKnown([], open), roleOfNew(['leads'], open)]).toEqual([
      'viewer',
      'viewer',
      'admin',
    ]);
  });

  it('stays as it is when groups are not asked for, and new people get the one for that or none', () => {
    const silent = { ...rules, groupsClaim: null };
    expect([roleOfKnown(['leads'], silent), roleOfNew(['leads'], silent)]).toEqual(['keep', 'refuse']);
    expect(roleOfNew(['leads'], { ...silent, roleWithoutGroup: 'viewer' })).toBe('viewer');
  });
});

describe('an address of a provider', () => {
  it('is https, or plain http on this machine where that is allowed', () => {
    const addresses = ['https://a.example/x', 'http://a.example', 'http://localhost:1', 'http://127.0.0.1.a.example'];
    expect(addresses.map((one) => isProviderAddress(one, { allowLoopback: true }))).toEqual([true, false, true, false]);
    expect(isProviderAddress('http://localhost:1', { allowLoopback: false })).toBe(false);
  });

  it('is read as typed, without the path of the description', () => {
    const rule = { allowLoopback: false };
    expect(readIssuer(' https://a.example/realms/x/.well-known/openid-configuration ', rule)).toBe(
      'https://a.example/realms/x',
    );
    expect(readIssuer('https://a.example/', rule)).toBe('https://a.example/');
    for (const bad of ['', 'a.example', 'https://a@b.example', 'https://a.example#x', 'https://a.example?x']) {
      expect(readIssuer(bad, rule)).toBeNull();
    }
  });
});

describe('trouble with a provider', () => {
  it('is told in its words only where they are a plain error code', () => {
    const hostile = { error: 'x'.repeat(100), message: 'a token eyJ' };
    expect(readTrouble(hostile, 'sign-in')).toEqual({ code: 'not-believed', detail: 'answered no code' });
    expect(readTrouble({ error: 'access_denied' }, 'sign-in').code).toBe('cancelled');
  });

  it('is never taken for success, whatever was thrown', () => {
    for (const thrown of [undefined, null, 'text', 7, new Error('x'), { error: 'constructor' }]) {
      expect(readTrouble(thrown, 'sign-in').code).toBe('not-believed');
    }
  });
});
