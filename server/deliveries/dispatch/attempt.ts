import type { Answer } from '../../../core/ports/answer.ts';
import type { DeliveryKind } from '../delivery-kind.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import type { ChannelLease } from './channel-lease.ts';
import type { DispatcherDeps } from './dispatcher-deps.ts';
import { judgeFault, judgeLooking, judgeSending, type Bench, type Judgement } from './judge.ts';
import { within } from './timers.ts';

const LEASE_LOST: Answer<never> = {
  kind: 'not-done',
  retry: { when: 'soon' },
  because: { code: 'refused', message: 'Another server process has taken over.' },
};

/** Sends one delivery, or looks for its effect, and says what follows. Never rejects. */
export async function attempt(
  deps: DispatcherDeps,
  lease: Pick<ChannelLease, 'covers'>,
  delivery: ClaimedDelivery,
): Promise<Judgement> {
  const kind = deps.kinds.get(delivery.kind);
  if (kind === undefined) {
    return judgeFault(
      `This version knows no deliveries of the kind "${delivery.kind}".`,
      delivery,
      bench(deps, ORPHAN),
    );
  }
  try {
    return delivery.state === 'unknown'
      ? judgeLooking(await look(deps, kind, delivery), delivery, bench(deps, kind))
      : judgeSending(await send(deps, kind, lease, delivery), delivery, bench(deps, kind));
  } catch (error) {
    deps.report({ code: 'delivery-fault', channel: delivery.channel, error });
    return judgeFault(
      'It failed for a reason that lies in this server; its log tells more.',
      delivery,
      bench(deps, kind),
    );
  }
}

/** What is known of a delivery whose kind is gone. */
export const ORPHAN = { doubt: { remedy: 'send-again' }, sweep: null } as const;

/** What judging needs to know, as it is now. */
export function bench(deps: DispatcherDeps, kind: Pick<DeliveryKind, 'doubt' | 'sweep'>): Bench {
  return { now: deps.clock.now(), random: deps.random(), settings: deps.settings, kind };
}

function send(
  deps: DispatcherDeps,
  kind: DeliveryKind,
  lease: Pick<ChannelLease, 'covers'>,
  delivery: ClaimedDelivery,
) {
  // Right before the first byte: a process that was stopped for a while must not send what another now sends.
  if (!lease.covers(kind.timeoutMs)) return LEASE_LOST;
  const sending = kind.send(delivery.payload, delivery, deps.services);
  return within(deps.timers, kind.timeoutMs, sending, () => tooSlow(kind.timeoutMs));
}

function look(deps: DispatcherDeps, kind: DeliveryKind, delivery: ClaimedDelivery) {
  if (kind.doubt.remedy !== 'probe') return { kind: 'done', value: 'absent' } as const;
  const looking = kind.doubt.probe(delivery.payload, delivery, deps.services);
  return within(deps.timers, kind.timeoutMs, looking, () => tooSlow(kind.timeoutMs));
}

function tooSlow(timeoutMs: number): Answer<never> {
  return { kind: 'unknown', because: `There was no answer within ${Math.round(timeoutMs / 1000)} seconds.` };
}
