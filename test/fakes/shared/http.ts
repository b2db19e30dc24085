import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Reads a request's body. Null when it is longer than `limitBytes`; rejects when the sender goes away half-way. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= limitBytes) parts.push(part);
  }
  return length > limitBytes ? null : Buffer.concat(parts).toString('utf8');
}

/** Answers with JSON; `undefined` sends no body. */
export function sendJson(response: ServerResponse, status: number, value?: unknown): void {
  if (value === undefined) {
    response.writeHead(status, { 'content-length': '0' }).end();
    return;
  }
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    'cache-control': 'no-store',
  });
  response.end(text);
}

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * True for a program on this machine. A web page is not one: its requests carry `Origin` (other than our own) or come by a name that
 * was pointed at the loopback address.
 */
export function isLocalProgram(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? '';
  const fromHere = address === '::1' || /^(::ffff:)?127\./.test(address);
  const host = request.headers.host ?? '';
  const name = host.replace(/:\d+$/, '');
  const origin = request.headers.origin;
  return fromHere && LOOPBACK_NAMES.has(name) && (origin === undefined || origin === `http://${host}`);
}

/** Starts listening; resolves with the port that was taken. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Stops listening and cuts every open connection. */
export function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
