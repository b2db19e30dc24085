/** Who is told of changes by outgoing webhooks. */
export type OutgoingWebhooks = {
  /** Active endpoints for requests of this installation, from memory: it is asked inside units of work. */
  of(installationId: string): readonly WebhookListener[];
  /** Null when it is gone or disabled. */
  find(endpointId: string): Promise<WebhookEndpoint | null>;
  /** Stops telling it, with one sentence why. */
  disable(endpointId: string, because: string): Promise<void>;
};

export type WebhookListener = {
  readonly id: string;
  /** Event types it wants; null for all. */
  readonly eventTypes: readonly string[] | null;
};

export type WebhookEndpoint = {
  readonly url: string;
  /** `whsec_…`, newest first; a second one while it is being rotated. */
  readonly secrets: readonly string[];
};
