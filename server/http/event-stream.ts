import type { Request, Response } from 'express';

/** One open server-sent event stream. */
export type EventStream = {
  /** Sends one event. `data` becomes one line of JSON. */
  send(event: { readonly name: string; readonly id: string | null; readonly data: unknown }): void;
  /** A comment line: proves that both ends are alive. */
  beat(): void;
  /** Ends it. The browser reconnects by itself unless an event told the page not to. */
  end(): void;
};

/** A reader that takes nothing for this long worth of events is dropped; it comes back with Last-Event-ID. */
const MOST_UNSENT_BYTES = 256 * 1024;
const RECONNECT_AFTER_MS = 2000;

const open = new Set<EventStream>();

/** Ends every open stream, first thing in a graceful stop: they would keep the server alive. */
export function endEventStreams(): void {
  for (const stream of open) stream.end();
}

export function openEventStream(
  request: Request,
  response: Response,
  start: (stream: EventStream) => () => void,
): void {
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-accel-buffering', 'no');
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.write(`retry: ${RECONNECT_AFTER_MS}\n\n`);
  const write = (text: string): void => {
    if (response.writableEnded || response.destroyed) return;
    if (response.writableLength > MOST_UNSENT_BYTES) response.destroy();
    else response.write(text);
  };
  const stream: EventStream = {
    send: ({ name, id, data }) => {
      write(`${id === null ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    beat: () => write(': still here\n\n'),
    end: () => response.end(),
  };
  open.add(stream);
  const stop = start(stream);
  request.on('close', () => {
    open.delete(stream);
    stop();
  });
}
