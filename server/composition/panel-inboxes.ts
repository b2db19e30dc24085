import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { systemTimers } from '../deliveries/dispatch/timers.ts';
import { activeTickets } from '../panel-inbox/follow-changes.ts';
import { activeAssignees, agentKey } from '../panel-inbox/follow-leavers.ts';
import { type HandleDeps, handlePage } from '../panel-inbox/handle-page.ts';
import { createInboxStore } from '../panel-inbox/inbox-store.ts';
import { type PanelInboxes, createPanelInboxes } from '../panel-inbox/panel-inboxes.ts';
import { createAgentDirectory } from '../people/agent-directory.ts';
import { handBackRequests } from '../people/hand-back-requests.ts';
import type { WatchDeps } from '../session-watch/watch-deps.ts';
import type { TicketHints } from '../ticket-hints/ticket-hints.ts';
import type { DeliveryPart, StartedDeliveries } from './deliveries.ts';
import { deliveryTrouble } from '../deliveries/delivery-trouble.ts';
import type { Foundation } from './foundation.ts';
import { attachByPanel } from './session-watch.ts';
import { remoteTools } from './remote-tools.ts';

/** Fetches and carries out what panels leave inside the help desks. */
export function panelInboxes(
  foundation: Foundation,
  parts: {
    readonly core: CorePorts;
    readonly delivery: DeliveryPart;
    readonly delivering: StartedDeliveries;
    readonly hints: TicketHints;
    readonly watching: WatchDeps;
  },
): PanelInboxes {
  const { store, people, helpDesks, clock, log, owner } = foundation;
  const { core, delivery, delivering, hints, watching } = parts;
  const onRightsChanged = (listener: () => void): void => {
    people.admin.onRightsChanged(listener);
  };
  const report = (error: unknown, installationId: string): void =>
    log.error({ err: error, installationId }, 'an inbox could not be worked on');
  const handling: HandleDeps = {
    core,
    reader: store.requests,
    directory: createAgentDirectory({ ...people, onRightsChanged }, clock),
    remoteTool: remoteTools,
    keepNumber: people.keepNumber,
    attachSession: attachByPanel(foundation, watching),
    trouble: deliveryTrouble(delivery.deliveries.reader),
    resend: async (id) => (await delivering.dispatcher.resend(id)) === 'queued',
    hints,
    wake: (channel) => delivering.dispatcher.wake(channel),
    report,
  };
  return createPanelInboxes({
    clock,
    handle: (installation, page, accountId) => handlePage(handling, installation, page, accountId),
    store: createInboxStore(store.database),
    activeTickets: (installationId) => activeTickets(store.database, installationId),
    activeAssignees: (installationId) => activeAssignees(store.database, installationId),
    handBack: async (installationId, agentId) => {
      await handBackRequests(core, store.database, people.queues, null, agentKey(installationId, agentId));
    },
    hints,
    helpDesks,
    installations: { find: async (id) => (await store.installations.find(id))?.installation ?? null },
    accounts: store.installations,
    onChanged: (listener) => people.installations.onChanged(listener),
    timers: systemTimers,
    leases: store.engine === 'postgres' ? store.leases : null,
    owner,
    report,
    onBell: (installationId, isListening, because) =>
      log.info({ installationId, isListening, because }, 'whether rings of an org are heard'),
  });
}
