import { z } from 'zod';

export type StreamSigns = {
  /** The other side said something, be it that there is nothing. */
  alive(): void;
  /** Subscribed, for the first time or once more. */
  begun(): void;
  /** An event of the channel, with its position where it told one. */
  at(position: string | null): void;
  refused(): void;
  /** The other side wants no more of this client, for another reason than its token. */
  ended(error: string): void;
  /** How long the other side says that it keeps a question open while there is nothing to tell. */
  waits(ms: number): void;
};

const incoming = z.object({
  channel: z.string(),
  successful: z.boolean().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  ext: z
    .object({ sfdc: z.object({ failureReason: z.string() }) })
    .optional()
    .catch(undefined),
  advice: z
    .object({ reconnect: z.string().optional(), timeout: z.number().positive().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  data: z
    .object({ event: z.object({ replayId: z.union([z.number(), z.string()]) }) })
    .optional()
    .catch(undefined),
});

/** Asks for the events since a position, keeps the position as it moves, and notices what ends a connection for good. */
export function createStreamExtension(channel: string, first: string | null, signs: StreamSigns) {
  let position = first;
  return {
    incoming(message: unknown, pass: (message: unknown) => void): void {
      const read = incoming.safeParse(message).data;
      if (read !== undefined) {
        if (read.advice?.timeout !== undefined) signs.waits(read.advice.timeout);
        if (read.channel === '/meta/connect' || read.channel === channel) signs.alive();
        if (read.channel === channel) {
          position = readPosition(read.data?.event.replayId) ?? position;
          signs.at(position);
        }
        if (read.channel === '/meta/subscribe' && read.successful === true) signs.begun();
        if (isRefusal(read)) signs.refused();
        else if (isEnd(read)) signs.ended(read.error ?? '');
      }
      pass(message);
    },
    outgoing(message: { channel?: string; ext?: Record<string, unknown> }, pass: (message: unknown) => void): void {
      if (message.channel === '/meta/subscribe') {
        const replayId = position === null ? -1 : Number(position);
        message.ext = { ...message.ext, replay: { [channel]: replayId } };
      }
      pass(message);
    },
  };
}

function readPosition(replayId: number | string | undefined): string | null {
  const text = String(replayId ?? '');
  return /^\d{1,15}$/.test(text) ? text : null;
}

/** A handshake or connect that is refused for its token is answered with "do not come back". */
function isRefusal(read: z.infer<typeof incoming>): boolean {
  if (read.channel !== '/meta/handshake' && read.channel !== '/meta/connect') return false;
  const reasons = [read.error ?? '', read.ext?.sfdc.failureReason ?? ''].join(' ');
  return read.successful === false && (/401::/.test(reasons) || /403::Handshake denied/.test(reasons));
}

/** What is asked no more: left alone, the client would stand still without a word. */
function isEnd({ channel, successful, advice }: z.infer<typeof incoming>): boolean {
  const isOfClient = channel === '/meta/handshake' || channel === '/meta/connect';
  return isOfClient && successful === false && advice?.reconnect === 'none';
}
