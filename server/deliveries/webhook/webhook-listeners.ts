import type { OutgoingWebhooks } from './outgoing-webhooks.ts';
import type { WebhookEndpoint, WebhookEndpoints } from './webhook-endpoints.ts';

/** The endpoints as the deliveries need them: who listens is asked inside units of work and so answered from memory. */
export type WebhookListeners = OutgoingWebhooks & {
  /** Reads the endpoints again. This process's own changes are followed anyway; call it from time to time where there are several. */
  refresh(): Promise<void>;
};

/** Reads the endpoints once and follows their changes. */
export async function createWebhookListeners(
  endpoints: Pick<WebhookEndpoints, 'list' | 'find' | 'signingKeys' | 'disable' | 'onChanged'>,
): Promise<WebhookListeners> {
  let active: readonly WebhookEndpoint[] = [];
  const refresh = async (): Promise<void> => {
    active = (await endpoints.list()).filter((endpoint) => endpoint.disabledAt === null);
  };
  await refresh();
  // A failed reading leaves the list as it was; the next change or refresh reads again.
  endpoints.onChanged(() => void refresh().catch(() => undefined));
  return {
    refresh,
    of: (installationId) =>
      active
        .filter((endpoint) => endpoint.installationId === null || endpoint.installationId === installationId)
        .map(({ id, eventTypes }) => ({ id, eventTypes })),
    find: async (id) => {
      const endpoint = await endpoints.find(id);
      if (endpoint === null || endpoint.disabledAt !== null) return null;
      return { url: endpoint.url, secrets: await endpoints.signingKeys(id) };
    },
    disable: async (id, because) => {
      await endpoints.disable(null, id, because);
    },
  };
}
