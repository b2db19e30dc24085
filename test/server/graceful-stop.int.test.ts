import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import type { RunningServer } from '../support/start-server.ts';
import { carriedOut, givenRequest } from './given-request.ts';
import { type ServerProcessWorld, serverProcessWorld } from './server-process-world.ts';

const STOP_WITHIN_MS = 10_000;
let world: ServerProcessWorld;
let server: RunningServer;

beforeAll(async () => {
  world = await serverProcessWorld();
  server = await world.start();
});
afterAll(() => world.close());

const timed = async (work: Promise<unknown>): Promise<number> => {
  const begunAt = performance.now();
  await work;
  return performance.now() - begunAt;
};
const aPress = () => ({
  commandId: randomUUID(),
  ticket: null,
  recipient: { name: 'May' },
  channels: ['link'],
});

/** A connection on which a request has begun that will never be complete. */
function halfARequest(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        'POST /api/v1/requests HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a',
      );
      resolve(socket);
    });
    socket.on('error', reject);
  });
}

describe('A server that is told to stop', () => {
  it('tells its readers, who are many, that they are to come back, and is gone in a moment', async () => {
    const panel = world.panel(server);
    const streams = await Promise.all(Array.from({ length: 50 }, () => panel.live('1042')));
    const ms = await timed(server.stop());
    await Promise.all(streams.map((stream) => stream.ended));
    expect(ms).toBeLessThan(8000);
    expect(streams.flatMap(({ events }) => events)).toEqual([]);
  });

  it('answers the panels that wait for news, says when to come again, and is gone in a moment', async () => {
    server = await world.start({ port: server.port });
    const panel = world.panel(server);
    const { ticket } = await givenRequest(panel, 'Open');
    const { position } = await eventually('the ticket to be known', async () => {
      const state = await panel.panelState(ticket?.id ?? '');
      return state.contacts.length > 0 && state;
    });
    const watching = Array.from({ length: 50 }, (_, n) =>
      panel.watch([ticket?.id ?? ''], { after: position, panel: `browser-${n}` }),
    );
    // The server has taken all of them in once it answers what came after them.
    for (let n = 0; n < 5; n += 1) await panel.panelState('0');
    const ms = await timed(server.stop());
    for (const { tickets, askAgain } of await Promise.all(watching)) {
      expect(tickets).toEqual({});
      expect(askAgain?.afterMs).toBeGreaterThanOrEqual(2000);
    }
    expect(ms).toBeLessThan(8000);
  });

  it('answers what has begun, and keeps everything that it has answered', async () => {
    server = await world.start({ port: server.port });
    const panel = world.panel(server);
    const pressing = Array.from({ length: 300 }, () => panel.create(aPress()).catch(() => 'no answer' as const));
    await Promise.race(pressing);
    await server.stop();
    const answered = (await Promise.all(pressing)).filter((answer) => answer !== 'no answer');
    expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([201]));
    server = await world.start({ port: server.port });
    const kept = world.panel(server);
    for (const { request } of answered.map(carriedOut)) {
      expect(await kept.read(request.id)).toMatchObject({ number: request.number });
    }
  });

  it('is gone within ten seconds while requests never end, and help desk and mail server hang', async () => {
    await world.desk.control.faults([{ fault: { kind: 'hang' } }]);
    await world.sink.control.faults([{ fault: { kind: 'slow', at: 'data', delayMs: 60_000 } }]);
    await givenRequest(world.panel(server), 'Open', { channels: ['email', 'ticket'] });
    const half = await Promise.all(Array.from({ length: 5 }, () => halfARequest(server.port)));
    const ended = half.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    const ms = await timed(server.stop());
    await Promise.all(ended);
    expect(ms).toBeLessThan(STOP_WITHIN_MS);
  });

  it('delivers after the next start what hung, once', async () => {
    await world.desk.control.faults([]);
    await world.sink.control.faults([]);
    server = await world.start({ settleMs: 200 });
    const mails = await world.sink.control.waitFor(1, { timeoutMs: 20_000 });
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  });
});
