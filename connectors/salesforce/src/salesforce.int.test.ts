import { describeHelpDesk } from '../../../test/contracts/help-desk.ts';
import type { FakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { salesforceWorld, startOrg } from '../../../test/salesforce/salesforce-world.ts';

let fake: FakeSalesforce | null = null;

const running = (): FakeSalesforce => {
  if (fake === null) throw new Error('the org is not running');
  return fake;
};

describeHelpDesk(
  'Salesforce',
  {
    open: async () => {
      fake = await startOrg();
      return salesforceWorld(fake);
    },
    close: () => running().close(),
  },
  { copies: false, timeEntries: false },
);
