import { randomBytes } from 'node:crypto';
import type { DeliveryPlanner } from '../../core/ports/delivery-planner.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import { DISPATCH_SETTINGS } from '../deliveries/dispatch/settings.ts';
import { systemTimers } from '../deliveries/dispatch/timers.ts';
import { createDispatcher, type Dispatcher } from '../deliveries/dispatcher.ts';
import type { DeliveryServices, InvitationNews } from '../deliveries/delivery-services.ts';
import { loadKinds } from '../deliveries/load-kinds.ts';
import { createPlanner } from '../deliveries/plan-deliveries.ts';
import { createReplyAddresses } from '../deliveries/reply-addresses.ts';
import { type Deliveries, openDeliveries } from '../deliveries/store/open-deliveries.ts';
import { createSweep } from '../deliveries/sweep.ts';
import { createPostWebhook } from '../deliveries/webhook/post-webhook.ts';
import type { Mailer } from '../../core/ports/mailer.ts';
import { base32 } from '../secrets/base32.ts';
import { createMailTexts } from '../texts/mail-texts.ts';
import { createTimelineTexts } from '../texts/timeline-texts.ts';
import type { Foundation } from './foundation.ts';

const WEBHOOK_TIMEOUT_MS = 15_000;

export type DeliveryPart = {
  readonly planner: DeliveryPlanner;
  readonly deliveries: Deliveries;
  readonly services: DeliveryServices;
  /** Needs the core, which needs the planner: made second. */
  dispatcher(core: () => CorePorts): { readonly dispatcher: Dispatcher; readonly sweep: () => Promise<unknown> };
};
