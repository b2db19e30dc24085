import type { InboxDesk } from './inbox-desk.ts';
import type { Installation } from '../../core/ports/installation.ts';
import type { CommandInbox, CommandPage, CommandResult } from '../../core/ports/panel-platform.ts';
import type { Clock } from '../../core/ports/world.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { InboxStore } from './inbox-store.ts';

export type PollDeps = {
  readonly clock: Clock;
  readonly store: InboxStore;
  /** Carries out the commands of a page; those without a result come again with the next poll. */
  readonly handle: (
    installation: Installation,
    page: Pick<CommandPage, 'commands' | 'now'>,
    accountId: string | null,
  ) => Promise<readonly CommandResult[]>;
};

export type PollEnd =
  | {
      readonly kind: 'polled';
      /** How many commands were told what became of them; none where telling failed. */
      readonly settled: number;
      readonly calls: number;
      readonly pace: CommandPage['pace'];
      readonly isFull: boolean;
    }
  /** `again`: not before this; null: as usual. */
  | { readonly kind: 'failed'; readonly calls: number; readonly again: EpochMs | null };

const NO_INBOX = 'The account is not connected.';

/** Fetches what panels left, carries it out, and tells them. A result that could not be told is told at the next poll. */
export async function pollInbox(deps: PollDeps, installation: Installation, desk: InboxDesk | null): Promise<PollEnd> {
  const { store } = deps;
  const { id } = installation;
  const state = await store.find(id);
  const fail = async (because: string, calls: number, again: EpochMs | null = null): Promise<PollEnd> => {
    if (because !== state.trouble) await store.keep(id, { trouble: because });
    return { kind: 'failed', calls, again };
  };
  if (desk?.commands === null || desk === null) return fail(NO_INBOX, 0);
  const polled = await desk.commands.poll(state.commandMark);
  if (polled.kind === 'unknown') return fail(polled.because, 1);
  if (polled.kind === 'not-done') {
    const again = polled.retry.when === 'at' ? polled.retry.at : null;
    return fail(polled.because.message, 1, again);
  }
  const page = polled.value;
  const results = await deps.handle(installation, page, state.account?.accountId ?? null);
  const trouble = await settle(desk.commands, results);
  await store.keep(id, { commandMark: page.watermark, askedAt: deps.clock.now(), trouble });
  const { pace, isFull } = page;
  const isStuck = trouble !== null || results.length < page.commands.length;
  const calls = results.length === 0 ? 1 : 2;
  return { kind: 'polled', settled: trouble === null ? results.length : 0, calls, pace, isFull: isFull && !isStuck };
}

async function settle(inbox: CommandInbox, results: readonly CommandResult[]): Promise<string | null> {
  if (results.length === 0) return null;
  const answer = await inbox.settle(results);
  switch (answer.kind) {
    case 'done':
      return null;
    case 'not-done':
      return answer.because.message;
    case 'unknown':
      return answer.because;
    default:
      return answer satisfies never;
  }
}
