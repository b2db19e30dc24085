import type { IncomingMessage } from 'node:http';

/** Reads a body as bytes. Null when it is longer than `limitBytes`; rejects when the sender goes away half-way. */
export async function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= limitBytes) parts.push(part);
  }
  return length > limitBytes ? null : Buffer.concat(parts);
}
