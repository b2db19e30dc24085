import { describe, expect, it } from '@jest/globals';
import { evaluateFormula, type RuleValue, ruleRefuses } from './evaluate-rule.ts';
import { metadataModel } from './metadata-model.ts';
import { PROJECT } from './project.ts';
import { readSourceFiles } from './source-files.ts';

const MODEL = metadataModel(await readSourceFiles(PROJECT));
const ORG = '00D5g00000AbCdEEAV';

type Values = Readonly<Record<string, RuleValue>>;
type Who = 'agent' | 'admin' | 'server';

// An admin holds every right there is, but nobody gives him the server's custom permission.
const IS_SERVER: Readonly<Record<Who, boolean>> = { agent: false, admin: false, server: true };

/** Names of the rules that refuse it when `who` saves the record. */
function refusedBy(object: string, who: Who, before: Values | null, after: Values): readonly string[] {
  const picklists = new Set(
    MODEL.fields.filter((field) => field.object === object && field.type === 'Picklist').map(({ name }) => name),
  );
  const context = { '$Permission.Session_Requests_Server': IS_SERVER[who], '$Organization.Id': ORG.slice(0, 15) };
  return MODEL.rules
    .filter((rule) => rule.object === object)
    .filter(({ formula }) => ruleRefuses(formula, { before, after: { ...after, ...context }, picklists }))
    .map(({ name }) => name)
    .toSorted();
}

const REQUEST: Values = { External_Key__c: 'b7c1', Number__c: 'RS-000123', Status__c: 'Open', Outcome__c: null };
const COMMAND: Values = {
  Type__c: 'claim',
  Request_Key__c: 'b7c1',
  Client_Key__c: 'panel-0001',
  Panel_Version__c: 1,
  Org_Id__c: ORG,
  Seen_At__c: null,
  Handled_At__c: null,
  Result__c: null,
  Result_Message__c: null,
  Result_Key__c: null,
};
const EVENT: Values = { Key__c: 'RS-000123-07-K7QX', Text__c: 'Connected' };

describe('A session request', () => {
  const save = (who: Who, before: Values | null, after: Values) => refusedBy('Session_Request__c', who, before, after);

  it.each<[Who, string, Values | null, Values, readonly string[]]>([
    ['server', 'makes one', null, REQUEST, []],
    ['agent', 'makes one', null, REQUEST, ['Only_The_Server_Writes']],
    ['admin', 'makes one', null, REQUEST, ['Only_The_Server_Writes']],
    ['server', 'moves the status on', REQUEST, { ...REQUEST, Status__c: 'Waiting' }, []],
    ['agent', 'sets the status', REQUEST, { ...REQUEST, Status__c: 'Ready' }, ['Only_The_Server_Writes']],
    ['admin', 'sets the status', REQUEST, { ...REQUEST, Status__c: 'Ready' }, ['Only_The_Server_Writes']],
    [
      'agent',
      'changes the link',
      REQUEST,
      { ...REQUEST, Join_Url__c: 'https://x.example' },
      ['Only_The_Server_Writes'],
    ],
    ['agent', 'saves it unchanged', REQUEST, REQUEST, ['Only_The_Server_Writes']],
    ['server', 'gives it another number', REQUEST, { ...REQUEST, Number__c: 'RS-000124' }, ['Identity_Stays']],
    ['server', 'gives it another key', REQUEST, { ...REQUEST, External_Key__c: 'b7c2' }, ['Identity_Stays']],
    ['server', 'closes it with an outcome', REQUEST, { ...REQUEST, Status__c: 'Closed', Outcome__c: 'solved' }, []],
    [
      'server',
      'lets it expire with an outcome',
      REQUEST,
      { ...REQUEST, Status__c: 'Expired', Outcome__c: 'no-show' },
      [],
    ],
    [
      'server',
      'states an outcome while it is open',
      REQUEST,
      { ...REQUEST, Outcome__c: 'solved' },
      ['Outcome_Only_When_Over'],
    ],
    ['server', 'reopens it without an outcome', { ...REQUEST, Status__c: 'Closed', Outcome__c: 'solved' }, REQUEST, []],
  ])('when the %s %s', (who, _, before, after, rules) => {
    expect(save(who, before, after)).toEqual(rules);
  });
});

describe('A command', () => {
  const save = (who: Who, before: Values | null, after: Values) =>
    refusedBy('Session_Request_Command__c', who, before, after);
  const NEW: Values = { ...COMMAND, Type__c: 'create-request', Request_Key__c: null };
  const SEEN = new Date(Date.UTC(2026, 10, 22, 9));

  it.each<[Who, string, Values | null, Values, readonly string[]]>([
    ['agent', 'gives one', null, COMMAND, []],
    ['agent', 'asks for a new request', null, NEW, []],
    ['agent', 'leaves the org to Salesforce', null, { ...COMMAND, Org_Id__c: null }, []],
    ['agent', 'names another org', null, { ...COMMAND, Org_Id__c: '00D5g00000ZZZZZEAV' }, ['Made_In_This_Org']],
    ['agent', 'names no request', null, { ...COMMAND, Request_Key__c: null }, ['Names_Its_Request']],
    ['agent', 'names a request that is to be made', null, { ...NEW, Request_Key__c: 'b7c1' }, ['Names_Its_Request']],
    ['agent', 'forges when it was seen', null, { ...COMMAND, Seen_At__c: SEEN }, ['Results_Come_From_The_Server']],
    [
      'agent',
      'forges when it was handled',
      null,
      { ...COMMAND, Handled_At__c: SEEN },
      ['Results_Come_From_The_Server'],
    ],
    ['agent', 'forges a result', null, { ...COMMAND, Result__c: 'Done' }, ['Results_Come_From_The_Server']],
    ['agent', 'forges a message', null, { ...COMMAND, Result_Message__c: 'Well' }, ['Results_Come_From_The_Server']],
    ['agent', 'forges the request made', null, { ...COMMAND, Result_Key__c: 'b7c1' }, ['Results_Come_From_The_Server']],
    ['admin', 'forges a result', null, { ...COMMAND, Result__c: 'Done' }, ['Results_Come_From_The_Server']],
    ['server', 'notes that it saw it', COMMAND, { ...COMMAND, Seen_At__c: SEEN }, []],
    [
      'server',
      'answers it',
      COMMAND,
      { ...COMMAND, Handled_At__c: SEEN, Result__c: 'Done', Result_Key__c: 'b7c1' },
      [],
    ],
    ['agent', 'notes that it was seen', COMMAND, { ...COMMAND, Seen_At__c: SEEN }, ['Only_The_Server_Changes']],
    ['agent', 'answers it', COMMAND, { ...COMMAND, Result__c: 'Done' }, ['Only_The_Server_Changes']],
    [
      'agent',
      'makes another of it',
      COMMAND,
      { ...COMMAND, Type__c: 'assign' },
      ['Content_Stays', 'Only_The_Server_Changes'],
    ],
    [
      'admin',
      'makes another of it',
      COMMAND,
      { ...COMMAND, Type__c: 'assign' },
      ['Content_Stays', 'Only_The_Server_Changes'],
    ],
    ['server', 'makes another of it', COMMAND, { ...COMMAND, Type__c: 'assign' }, ['Content_Stays']],
    ['server', 'turns it to another request', COMMAND, { ...COMMAND, Request_Key__c: 'b7c2' }, ['Content_Stays']],
    ['server', 'gives it another key', COMMAND, { ...COMMAND, Client_Key__c: 'panel-0002' }, ['Content_Stays']],
    ['server', 'moves it to another org', COMMAND, { ...COMMAND, Org_Id__c: '00D5g00000ZZZZZEAV' }, ['Content_Stays']],
    [
      'server',
      'answers one that a sandbox refresh copied',
      { ...COMMAND, Org_Id__c: '00D5g00000ZZZZZEAV' },
      { ...COMMAND, Org_Id__c: '00D5g00000ZZZZZEAV', Seen_At__c: SEEN },
      [],
    ],
  ])('when the %s %s', (who, _, before, after, rules) => {
    expect(save(who, before, after)).toEqual(rules);
  });
});

describe('An entry of the timeline', () => {
  const save = (who: Who, before: Values | null, after: Values) =>
    refusedBy('Session_Request_Event__c', who, before, after);

  it.each<[Who, string, Values | null, Values, readonly string[]]>([
    ['server', 'writes one', null, EVENT, []],
    ['agent', 'writes one', null, EVENT, ['Only_The_Server_Writes']],
    ['admin', 'rewrites one', EVENT, { ...EVENT, Text__c: 'Nothing' }, ['Only_The_Server_Writes']],
    ['server', 'rewrites one', EVENT, { ...EVENT, Text__c: 'Ended' }, []],
    ['server', 'gives it another reference', EVENT, { ...EVENT, Key__c: 'RS-000123-08-AAAA' }, ['Identity_Stays']],
  ])('when the %s %s', (who, _, before, after, rules) => {
    expect(save(who, before, after)).toEqual(rules);
  });
});

/** What a formula field of a session request shows. */
function shown(name: string, after: Values): unknown {
  const formula = MODEL.fields.find((field) => field.name === name)?.formula;
  if (formula === undefined || formula === null) throw new Error(`${name} is no formula field`);
  return evaluateFormula(formula, { before: null, after, picklists: new Set() });
}

describe('Minutes to the first session', () => {
  const CREATED = new Date(Date.UTC(2026, 10, 22, 9));
  const minutes = (startedAt: Date | null) =>
    shown('Minutes_To_First_Session__c', { Started_At__c: startedAt, CreatedDate: CREATED });

  it.each([
    ['are counted from the making of the record', new Date(Date.UTC(2026, 10, 22, 9, 42)), 42],
    ['are none when the session began before the record was written', new Date(Date.UTC(2026, 10, 22, 8)), 0],
  ])('%s', (_, startedAt, expected) => {
    expect(minutes(startedAt)).toBeCloseTo(expected, 6);
  });

  it('are empty while there was no session', () => {
    expect(minutes(null)).toBeNull();
  });
});

describe('A record of a request', () => {
  it.each([
    ['belongs to the org that it was written for', ORG, true],
    ['belongs to the org when none is named', null, true],
    ['that a sandbox refresh copied belongs to another org', '00D5g00000ZZZZZEAV', false],
    ['of an org whose id differs in upper and lower case belongs to another org', ORG.toUpperCase(), false],
  ])('%s', (_, writtenFor, isOurs) => {
    expect(shown('Of_This_Org__c', { Org_Id__c: writtenFor, '$Organization.Id': ORG.slice(0, 15) })).toBe(isOurs);
  });
});

describe('Working out a rule', () => {
  it('fails loudly when a formula asks for a function that is not known', () => {
    expect(() => ruleRefuses('ISNEWISH()', { before: null, after: {}, picklists: new Set() })).toThrow('ISNEWISH');
  });

  it('fails loudly when a rule says neither true nor false', () => {
    expect(() => ruleRefuses('1 + 1', { before: null, after: {}, picklists: new Set() })).toThrow('true or false');
  });
});
