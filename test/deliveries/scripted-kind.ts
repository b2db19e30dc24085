import { z } from 'zod';
import type { Answer } from '../../core/ports/answer.ts';
import {
  type DeliveryKind,
  deliveryKind,
  type Doubt,
  type Sent,
  type Sweep,
} from '../../server/deliveries/delivery-kind.ts';
import type { ChannelFamily } from '../../server/deliveries/delivery-channel.ts';
import type { ClaimedDelivery } from '../../server/deliveries/delivery-store.ts';

export type SendCall = { readonly id: string; readonly payload: string; readonly delivery: ClaimedDelivery };

export type ScriptedKind = {
  readonly kind: DeliveryKind;
  /** Every call to send so far. */
  readonly sends: readonly SendCall[];
  readonly looks: readonly string[];
  readonly ends: readonly { readonly id: string; readonly state: string }[];
  /** Settles when `send` is called for this delivery, or was. */
  readonly sent: (id: string) => Promise<SendCall>;
};

export type Script = {
  readonly name?: string;
  readonly reply?: (call: SendCall, nth: number) => Answer<Sent> | Promise<Answer<Sent>>;
  /** What a look finds; absent: the kind cannot look, and sending twice does no harm. */
  readonly look?: (id: string, nth: number) => Answer<{ readonly found: string } | 'absent'>;
  readonly doubt?: Doubt<string>;
  readonly family?: Partial<ChannelFamily>;
  readonly sweep?: Sweep<string>;
};

export const DONE: Answer<Sent> = { kind: 'done', value: { remoteId: 'remote-1' } };
export const UNKNOWN: Answer<never> = { kind: 'unknown', because: 'No answer came.' };
export const SETTLE_MS = 120_000;

export function notDone(
  retry: Extract<Answer<never>, { kind: 'not-done' }>['retry'],
  code = 'unreachable',
): Answer<never> {
  return { kind: 'not-done', retry, because: { code: code as 'unreachable', message: 'It was not taken.' } };
}

/** A kind that answers as the test says and remembers what it was asked. */
export function scriptedKind(script: Script = {}): ScriptedKind {
  const sends: SendCall[] = [];
  const looks: string[] = [];
  const ends: { id: string; state: string }[] = [];
  const listeners = new Set<() => void>();
  const kind = deliveryKind<string>({
    name: script.name ?? 'scripted',
    family: { prefix: 'desk:', lanes: 4, gate: async () => ({ open: true, take: () => null }), ...script.family },
    timeoutMs: 30_000,
    payload: z.string(),
    plan: () => [],
    send: async (payload, delivery) => {
      const call = { id: delivery.id, payload, delivery };
      sends.push(call);
      for (const listener of listeners) listener();
      return (await script.reply?.(call, sends.filter(({ id }) => id === delivery.id).length)) ?? DONE;
    },
    doubt: script.doubt ?? doubtOf(script, looks),
    ended: async (_, { id }, { state }) => {
      ends.push({ id, state });
    },
    ...(script.sweep === undefined ? {} : { sweep: script.sweep }),
  });
  return {
    kind,
    sends,
    looks,
    ends,
    sent: (wanted) =>
      new Promise((resolve) => {
        const check = (): void => {
          const call = sends.find(({ id }) => id === wanted);
          if (call === undefined) return;
          listeners.delete(check);
          resolve(call);
        };
        listeners.add(check);
        check();
      }),
  };
}

function doubtOf({ look }: Script, looks: string[]): Doubt<string> {
  if (look === undefined) return { remedy: 'send-again' };
  return {
    remedy: 'probe',
    settleMs: SETTLE_MS,
    probe: async (_, { id }) => {
      looks.push(id);
      return look(id, looks.filter((one) => one === id).length);
    },
  };
}
