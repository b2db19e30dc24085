import type { ServerResponse } from 'node:http';
import { viewOf } from './device-view.ts';
import type { SimulatedDesk } from './simulated-desk.ts';

const BEAT_MS = 15_000;

/** Sends the device's view now and after every change, as server-sent events, until the reader goes away. */
export function streamViews(desk: SimulatedDesk, cid: number, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  let last = '';
  const send = (): void => {
    const device = desk.devices.byId(cid);
    if (device === null) return;
    const { now, ...shown } = viewOf(desk, device);
    const text = JSON.stringify(shown);
    if (text === last) return;
    last = text;
    response.write(`data: ${JSON.stringify({ ...shown, now })}\n\n`);
  };
  const stopListening = desk.onChange(send);
  const beat = setInterval(() => response.write(': still here\n\n'), BEAT_MS);
  response.once('close', () => {
    stopListening();
    clearInterval(beat);
  });
  send();
}
