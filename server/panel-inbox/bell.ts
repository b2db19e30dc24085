import type { InboxDesk } from './inbox-desk.ts';
import { type Installation, orgSettings } from '../../core/ports/installation.ts';
import type { Clock } from '../../core/ports/world.ts';
import { createDoorbellListening, type DoorbellListening } from './doorbell-listening.ts';
import type { InboxStore } from './inbox-store.ts';

/** One account's own ring, listened to where the admin wishes it; what is heard of it is kept for the console and the next start. */
export type Bell = Pick<DoorbellListening, 'hears' | 'missedOne' | 'stop'> & {
  /** Null: this process is not to listen there. */
  listen(installation: Installation | null, desk: InboxDesk | null): Promise<void>;
};

export type BellDeps = {
  readonly clock: Clock;
  readonly store: InboxStore;
  readonly onBell: (installationId: string, isListening: boolean, because: string) => void;
  readonly report: (error: unknown, installationId: string) => void;
};

/** `rung`: there may be something to fetch. `lost`: nobody would ring from now on. */
export function createBell(
  installationId: string,
  deps: BellDeps,
  { rung, lost }: { readonly rung: () => void; readonly lost: () => void },
): Bell {
  const { clock, store } = deps;
  // One after the other, so that the newest stays.
  let keeping: Promise<void> = Promise.resolve();
  const keep = (news: Parameters<InboxStore['keep']>[1]): void => {
    keeping = keeping
      .then(() => store.keep(installationId, news))
      .catch((e: unknown) => deps.report(e, installationId));
  };
  const said = { last: '' };
  const listening = createDoorbellListening({
    ring: (position) => {
      rung();
      keep({ bellPosition: position });
    },
    onState: (isHeard, because) => {
      if (!isHeard) lost();
      const news = `${String(isHeard)} ${because}`;
      if (news === said.last) return;
      said.last = news;
      deps.onBell(installationId, isHeard, because);
      keep({ bell: { isHeard, because, since: clock.now() } });
    },
  });
  return {
    listen: async (installation, desk) => {
      const isWanted =
        installation !== null && orgSettings(installation.settings).listens && (desk?.doorbell ?? null) !== null;
      const known = installation === null ? null : await store.find(installationId);
      if (!isWanted) said.last = '';
      // What an earlier start or another wish left behind.
      if (known !== null && known.bell !== null && said.last === '') await store.keep(installationId, { bell: null });
      await listening.at(isWanted ? desk : null, known?.bellPosition ?? null);
    },
    hears: () => listening.hears(),
    missedOne: () => listening.missedOne(),
    stop: async () => {
      await listening.stop();
      await keeping;
    },
  };
}
