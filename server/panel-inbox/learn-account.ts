import type { InboxDesk } from './inbox-desk.ts';
import type { AccountIdentity } from '../../core/ports/panel-platform.ts';
import type { InboxStore } from './inbox-store.ts';

/**
 * Asks which account answers at the address, and keeps it. Another one than before, such as a sandbox that was made anew, is read from its
 * beginning. Null: it could not be asked.
 */
export async function learnAccount(
  store: InboxStore,
  installationId: string,
  desk: InboxDesk,
): Promise<AccountIdentity | null> {
  const told = await desk.identify?.();
  if (told?.kind !== 'done') return null;
  const { account } = await store.find(installationId);
  const isNew = account?.accountId !== told.value.accountId;
  const fromTheBeginning = isNew ? { commandMark: null, ticketMark: null, bellPosition: null } : {};
  await store.keep(installationId, { account: told.value, ...fromTheBeginning });
  return told.value;
}
