import { describe, expect, it } from '@jest/globals';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { WAITING } from '../../../test/builders/histories.ts';
import { ANNA, assignedTo, BEN } from '../../../test/builders/people.ts';
import { at } from '../../../test/builders/times.ts';
import { aChange } from '../../../test/deliveries/a-change.ts';
import { toNotify } from './agent-notice.ts';

const desk = anInstallation({}, { notifyAgentOn: ['ready'] });
const asked = event('access-asked', at('09:10'), { by: ANNA });
const allowed = (moment: string) => event('access-granted', at(moment));

/** Whom an Allow after these events is told to. */
function toldOf(history: Parameters<typeof aChange>[0], moment: string): readonly string[] {
  const change = aChange(history, [allowed(moment)], desk);
  return toNotify(change, change.events);
}

describe('The notice that access was allowed', () => {
  it('goes to the agent in charge', () => {
    expect(toldOf(WAITING, '09:11')).toEqual([ANNA.email]);
  });

  it('is spared for whoever asked a moment ago and looks at the answer', () => {
    expect(toldOf([...WAITING, asked], '09:11')).toEqual([]);
  });

  it('goes to whoever asked longer ago, and may look elsewhere by now', () => {
    expect(toldOf([...WAITING, asked], '09:12')).toEqual([ANNA.email]);
  });

  it('goes to the agent in charge when somebody else asked', () => {
    const assigned = event('assigned', at('09:06'), { assignee: assignedTo(BEN) });
    expect(toldOf([...WAITING, assigned, asked], '09:11')).toEqual([BEN.email]);
  });
});
