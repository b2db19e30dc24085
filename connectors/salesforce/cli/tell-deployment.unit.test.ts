import { describe, expect, it } from '@jest/globals';
import { readDeployResult } from './deploy-result.ts';
import { readLibraryError } from './library-error.ts';
import { mendFor } from './mend-problem.ts';
import { plainLine } from './plain-line.ts';
import { tellDeployment } from './tell-deployment.ts';

const component = { fullName: 'Session_Request__c', componentType: 'CustomObject', fileName: 'x.object' };

describe('what is told of a deployment', () => {
  it('counts new, changed and unchanged parts, be they flags or words', () => {
    const componentSuccesses = [
      { ...component, created: true, changed: true },
      { ...component, created: 'false', changed: 'true' },
      { ...component, created: false, changed: false },
      { fullName: 'package.xml', fileName: 'package.xml', changed: true },
    ];
    const end = readDeployResult({ success: 'true', details: { componentSuccesses } });
    const { isWell, lines } = tellDeployment(end, false);
    expect(isWell).toBe(true);
    expect(lines).toContain('1 new, 1 changed, 1 as before.');
  });

  it('reads one problem that comes without a list', () => {
    const end = readDeployResult({
      success: false,
      details: { componentFailures: { ...component, problem: 'Bad', lineNumber: '3' } },
    });
    const { isWell, lines } = tellDeployment(end, true);
    expect(isWell).toBe(false);
    expect(lines).toEqual([
      '  ✗ CustomObject Session_Request__c, line 3: Bad',
      'The trial was refused: one part has a problem. The org is as it was before.',
    ]);
  });

  it.each([undefined, null, 'x', {}, { success: 'maybe' }, { details: {} }])(
    '%j is never taken for a success',
    (answer) => {
      expect(tellDeployment(readDeployResult(answer), false).isWell).toBe(false);
    },
  );
});

describe('text of an org on a terminal', () => {
  it('loses what could move the cursor or turn the direction', () => {
    expect(plainLine('a\u001b[2Jb\r\nc\u202ed')).toBe('a [2Jb c d');
  });

  it('loses tokens, and ends', () => {
    expect(plainLine('sent 00D5g0000000001!AQEAQ.x_1 away')).toBe('sent [token] away');
    expect(plainLine('x'.repeat(1000))).toHaveLength(401);
  });
});

describe('advice on problems', () => {
  it.each([
    ['Translation Workbench is not enabled', /translations/],
    ['Permission Read All X depends on permission(s): Read All Account', /rests on another/],
    ['Dynamic dashboard limit reached', /reports/],
  ])('%s', (problem, advice) => {
    expect(mendFor(problem)).toMatch(advice);
  });

  it('is not made up for what nobody knows', () => {
    expect(mendFor('Something new went wrong')).toBeNull();
  });
});

describe('errors of Salesforce’s library', () => {
  it.each([
    ['INVALID_SESSION_ID', 'x', /does not take the sign-in/],
    ['Error', 'connect ECONNREFUSED 127.0.0.1:1', /cannot be reached/],
    ['INSUFFICIENT_ACCESS', 'x', /may not deploy/],
    ['Odd', 'Something else', /library says: Something else/],
  ])('%s: %s', (name, message, sentence) => {
    expect(readLibraryError(Object.assign(new Error(message), { name }))).toMatch(sentence);
  });

  it('that are faults of ours are not hidden', () => {
    const fault = new TypeError('x is not a function');
    expect(() => readLibraryError(fault)).toThrow(fault);
  });
});
