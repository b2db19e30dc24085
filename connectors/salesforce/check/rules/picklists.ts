import { STATUSES } from '../../../../core/session-request/states.ts';
import { OUTCOMES } from '../../../../core/session-request/values.ts';
import type { ProjectRule } from './rule.ts';

/** What the picklists must hold. The types of commands are held against the API in a test of its own, because the core does not list them. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'Session_Request__c.Status__c': STATUSES,
  'Session_Request__c.Outcome__c': OUTCOMES,
  'Session_Request_Command__c.Result__c': ['Done', 'Refused', 'Too old'],
};

/** Picklists say the same as the core, in the same order, and take nothing else. */
export const picklists: ProjectRule = (files, { fields }) =>
  fields.flatMap(({ file, object, name, type, values }) => {
    if (type !== 'Picklist') return [];
    const restricted = files.get(file)?.text.includes('<restricted>true</restricted>') === true;
    const open = restricted ? [] : [{ file, message: 'The picklist takes any value: set restricted to true.' }];
    const expected = EXPECTED[`${object}.${name}`];
    const found = values.map((value) => value.name);
    if (expected === undefined || found.join('\n') === expected.join('\n')) return open;
    return [...open, { file, message: `The values are ${found.join(', ')}; the core has ${expected.join(', ')}.` }];
  });
