import type { InstallationStore } from '../../core/ports/stores.ts';
import type { Channel } from '../../core/session-request/values.ts';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import type { LoggedEvent, RequestReader } from '../storage/store.ts';
import type { InvitationNews } from './invitation-news.ts';
import type { InvitationSettingsStore } from './invitation-settings.ts';
import { nextWay } from './next-way.ts';

type Parts = {
  readonly core: CorePorts;
  readonly requests: Pick<RequestReader, 'find'> & {
    /** The whole log, oldest first. */
    events(requestId: string): Promise<readonly LoggedEvent[]>;
  };
  readonly installations: InstallationStore;
  readonly settings: Pick<InvitationSettingsStore, 'read'>;
};

/** Tells the request's log what became of an invitation. The reference makes it one entry, however often it is told. */
export function createRecordInvitation(parts: Parts): (news: InvitationNews) => Promise<void> {
  return async (news) => {
    const { requestId, channel, result, because, reference } = news;
    const thenBy = result === 'failed' || result === 'bounced' ? await wayAfter(parts, news) : null;
    await commandRequest(parts.core, {
      requestId,
      command: { type: 'record-invitation', actor: { kind: 'system' }, channel, result, because, thenBy },
      person: null,
      installationId: null,
      expectedVersion: null,
      envelope: { scope: 'invitations', commandId: reference, bodyHash: '' },
    });
  };
}

async function wayAfter(parts: Parts, { requestId, channel }: InvitationNews): Promise<Channel | null> {
  const stored = await parts.requests.find(requestId);
  if (stored === null || !(await parts.settings.read()).triesNextWay) return null;
  const installation = await parts.installations.find(stored.request.installationId);
  if (installation === null) return null;
  const logged = await parts.requests.events(requestId);
  const events = logged.map(({ event }) => event);
  return nextWay(stored.request, events, channel, installation.settings.lifecycle.channels);
}
