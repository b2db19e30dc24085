import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { everyCall } from '../../../test/salesforce/every-call.ts';
import { payloadsInCalls } from '../../../test/salesforce/payloads-in-calls.ts';
import { payloadsInGraph } from '../../../test/salesforce/payloads-in-graph.ts';
import { checkPayloads } from './check-payloads.ts';
import { HERE } from './packages.ts';
import type { Payload } from './payload.ts';

const QUERIES = join(HERE, '../force-app/main/default/lwc/sessionRequestPanel/queries.js');
const ofPanel = Array.from((await readFile(QUERIES, 'utf8')).matchAll(/gql`(.*?)`/gs), ([, text = '']) => text);

const PAYLOADS = [...payloadsInCalls(await everyCall()), ...ofPanel.flatMap((text) => payloadsInGraph(text))];
const PROBLEMS = await checkPayloads(PAYLOADS);

/** The same payload with the last letter of one name missing, as when somebody mistypes it. */
function mistyped({ fields, ...payload }: Payload, at: number): Payload {
  return { ...payload, fields: fields.map((name, index) => (index === at ? name.replace(/\w(__c)?$/, '$1') : name)) };
}

/** Orgs have it only where an admin has switched the right on at all; the doctor looks whether it is there. */
const SWITCHED_ON_BY_ADMINS = 'PermissionSet.PermissionsCreateAuditFields';

const cases = PAYLOADS.map((payload, at) => {
  const names = payload.fields.join(', ');
  return { title: `${payload.object}, ${payload.what}: ${names.slice(0, 90)}`, payload, problems: PROBLEMS[at] ?? [] };
});

describe('The fields that server and panel use, held against Salesforce’s own objects:', () => {
  it.each(cases)('$title', ({ payload, problems }) => {
    const unknown = problems.filter((problem) => !problem.includes("'PermissionsCreateAuditFields'"));
    expect(unknown).toEqual([]);
    expect(problems.length > 0).toBe(payload.fields.includes(SWITCHED_ON_BY_ADMINS));
  });

  it('are those of every object that the server writes, and of those it reads', () => {
    const objects = (what: Payload['what']) =>
      [...new Set(PAYLOADS.filter((one) => one.what === what).map(({ object }) => object))].toSorted();
    expect(objects('written')).toEqual([
      'Case',
      'CaseComment',
      'FeedItem',
      'Session_Request_Command__c',
      'Session_Request_Event__c',
      'Session_Request__c',
      'Task',
    ]);
    expect(objects('read')).toEqual(
      expect.arrayContaining(['Case', 'CaseStatus', 'GroupMember', 'Organization', 'PermissionSetAssignment', 'User']),
    );
  });
});

describe('A name that is mistyped', () => {
  it('is noticed in every payload, wherever it stands', async () => {
    const wrong = PAYLOADS.flatMap((payload) => payload.fields.map((_, at) => mistyped(payload, at)));
    const problems = await checkPayloads(wrong);
    const passed = wrong.filter((_, at) => problems[at]?.length === 0);
    expect(passed).toEqual([]);
    expect(wrong.length).toBeGreaterThan(100);
  });
});
