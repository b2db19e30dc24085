import { describe, expect, it } from '@jest/globals';
import { startScript } from '../support/child-process.ts';
import { PROJECT_ROOT } from '../support/project-root.ts';

describe('The demo that walks by itself', () => {
  it('goes through every journey in both help desks, and ends well', async () => {
    const demo = startScript(`${PROJECT_ROOT}server/start.js`, ['demo']);
    const lines: string[] = [];
    demo.onLine((line) => lines.push(line));
    const code = await demo.ended;
    expect({ code, said: code === 0 ? '' : demo.output() }).toEqual({ code: 0, said: '' });
    const said = lines.join('\n');
    for (const helpDesk of ['Freshservice', 'Salesforce']) {
      expect(said).toContain(`The whole journey (${helpDesk})`);
      expect(said).toContain(`Deny, stop, report (${helpDesk})`);
      expect(said).toContain(`Text message, appointment, another time (${helpDesk})`);
      expect(said).toContain(`Expire, new link, reopen, corrected recipient (${helpDesk})`);
    }
    for (const once of [
      'still Open',
      'wishes no files',
      'AnyDesk’s own record tells it: Connected.',
      'whose record tells that too. The page says: "The session has ended',
      'presses Stop: "Nobody can connect". The session in AnyDesk is over.',
      'A receipt arrives: ',
      'rates the session: 5 stars.',
      'A text message arrives: ',
      'The calendar file replaces the entry',
      'The new link works: Waiting.',
    ]) {
      expect([once, said.split(once).length - 1]).toEqual([once, 2]);
    }
    expect(said).toContain('Everything was as it must be.');
  }, 180_000);
});
