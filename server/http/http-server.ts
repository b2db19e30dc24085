import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { endEventStreams } from './event-stream.ts';

const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = 15_000;
const REQUEST_MS = 30_000;
const STOP_MS = 7000;
const IDLE_LOOK_MS = 50;

/** Listens; `port` 0 takes a free one. */
export function listen(
  app: Express,
  host: string,
  port: number,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer({ maxHeaderSize: 16 * 1024 }, app);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve({ server, port: (server.address() as AddressInfo).port });
    });
  });
}

/** Lets requests finish that have begun, for at most 7 seconds. Open event streams are ended first. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection that is kept alive falls idle only when its last answer is out; nobody else would close it then.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
    const force = setTimeout(() => server.closeAllConnections(), STOP_MS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(force);
      resolve();
    });
    endEventStreams();
  });
}
