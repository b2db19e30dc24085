import { z } from 'zod';

const messageSchema = z.looseObject({
  channel: z.string(),
  id: z.union([z.string(), z.number()]).optional(),
  clientId: z.string().optional(),
  subscription: z.union([z.string(), z.array(z.string())]).optional(),
  ext: z.looseObject({ replay: z.record(z.string(), z.number()).optional() }).optional(),
});

/** A Bayeux message from a client. */
export type Message = z.output<typeof messageSchema>;
export type Reply = Readonly<Record<string, unknown>>;

export const UNKNOWN_CLIENT = {
  successful: false,
  error: '403::Unknown client',
  advice: { interval: 0, reconnect: 'handshake' },
} as const;

/** The answer to a message, with its channel and number. */
export function replyTo(message: Message, rest: Reply): Reply {
  return { channel: message.channel, ...(message.id === undefined ? {} : { id: message.id }), ...rest };
}

export function channelsOf(message: Message): readonly string[] {
  const { subscription = '' } = message;
  return typeof subscription === 'string' ? [subscription] : subscription;
}

/** The messages of a call, one or many; null when it holds something else. */
export function readMessages(text: string): readonly Message[] | null {
  try {
    const body: unknown = JSON.parse(text);
    const read = z
      .array(messageSchema)
      .min(1)
      .safeParse(Array.isArray(body) ? body : [body]);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
