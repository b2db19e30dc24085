import { afterEach, beforeEach, describe } from '@jest/globals';
import { describeAssets } from './help-desk-assets.ts';
import { describeDoubt } from './help-desk-doubt.ts';
import { describeTickets } from './help-desk-tickets.ts';
import { describeTimeline } from './help-desk-timeline.ts';
import type { HelpDeskTraits, HelpDeskWorld, Here } from './help-desk-world.ts';
import { describeWriting } from './help-desk-writing.ts';

/** What every adapter behind the port `HelpDesk` must do. `open` makes a fresh world, `close` ends it. */
export function describeHelpDesk(
  name: string,
  world: { readonly open: () => Promise<HelpDeskWorld>; readonly close: () => Promise<void> },
  differs: Partial<HelpDeskTraits> = {},
): void {
  const traits = { copies: true, timeEntries: true, ...differs };
  describe(`${name} as a help desk`, () => {
    let open: HelpDeskWorld | null = null;
    const here: Here = () => {
      if (open === null) throw new Error('the world is not open');
      return open;
    };
    beforeEach(async () => {
      open = await world.open();
    });
    afterEach(() => world.close());

    describeTickets(here);
    describeAssets(here);
    describeTimeline(here, traits);
    describeDoubt(here);
    describeWriting(here, traits);
  });
}
