import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Org } from './org.ts';
import { readMessages, replyTo, UNKNOWN_CLIENT } from './stream-messages.ts';
import type { Message, Reply } from './stream-messages.ts';
import { replyFor } from './stream-replies.ts';
import { flush, takeEvents } from './stream-state.ts';
import type { StreamClient, StreamFaults, StreamState } from './stream-state.ts';
import type { Tokens } from './tokens.ts';

export type StreamServer = {
  readonly faults: StreamFaults;
  /** Forgets every client: each is unknown at its next call. */
  forgetClients(): void;
  /** Cuts every waiting connection. */
  cut(): void;
  clients(): readonly { readonly userId: string; readonly channels: readonly string[] }[];
  answer(request: IncomingMessage, response: ServerResponse, text: string): void;
};

/** The streaming door: Bayeux over long polling. `waitMs`: how long a connect call waits for events. */
export function streamServer(org: Org, tokens: Tokens, waitMs: number): StreamServer {
  const faults = { stalled: false, invalidReplay: false, overDailyLimit: false, duplicates: false, reversed: false };
  const state: StreamState = { org, tokens, waitMs, clients: new Map(), faults, delivered: 0 };
  org.bus.listen((event) => {
    for (const client of state.clients.values()) {
      const channel = event.channels.find((one) => client.channels.has(one));
      if (channel !== undefined) client.queue = [...client.queue, { channel, event }];
    }
    // Events of one transaction are sent together.
    queueMicrotask(() => {
      for (const client of state.clients.values()) flush(state, client);
    });
  });
  return {
    faults,
    answer: (request, response, text) => answer(state, request, response, text),
    forgetClients() {
      const known = [...state.clients.values()];
      state.clients.clear();
      for (const { waiting } of known) waiting?.end([replyTo(waiting.message, UNKNOWN_CLIENT)]);
    },
    cut() {
      for (const { waiting } of state.clients.values()) waiting?.response.socket?.destroy();
    },
    clients: () => [...state.clients.values()].map(({ userId, channels }) => ({ userId, channels: [...channels] })),
  };
}

function answer(state: StreamState, request: IncomingMessage, response: ServerResponse, text: string): void {
  const messages = readMessages(text);
  if (messages === null) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end('Bayeux messages were expected');
    return;
  }
  const held = whoWaits(state, messages);
  const cookies: string[] = [];
  const setCookie = (cookie: string): void => void cookies.push(`BAYEUX_BROWSER=${cookie}; Path=/`);
  const replies = messages.map((message) => replyFor(state, message, request, setCookie));
  const [message] = messages;
  if (held !== null && message !== undefined && replies[0]?.['successful'] === true) {
    hold(state, held, message, response);
    return;
  }
  const client = state.clients.get(message?.clientId ?? '');
  const asksForEvents = client !== undefined && messages.some((one) => one.channel === '/meta/connect');
  send(response, [...(asksForEvents ? takeEvents(state, client) : []), ...replies], cookies);
}

/** A lone connect waits for events; with other messages beside it, it is answered at once. */
function whoWaits(state: StreamState, messages: readonly Message[]): StreamClient | null {
  const [only] = messages;
  if (messages.length > 1 || only?.channel !== '/meta/connect') return null;
  const client = state.clients.get(only.clientId ?? '');
  const nothingYet = client !== undefined && (client.queue.length === 0 || state.faults.stalled);
  return nothingYet && client.connected ? client : null;
}

function hold(state: StreamState, client: StreamClient, message: Message, response: ServerResponse): void {
  const nothing = replyTo(message, { successful: true, clientId: client.id });
  const timer = setTimeout(() => {
    client.waiting = null;
    client.lastSeen = state.org.clock.now();
    send(response, [nothing], []);
  }, state.waitMs);
  response.once('close', () => {
    clearTimeout(timer);
    if (client.waiting?.response === response) client.waiting = null;
  });
  client.waiting?.end([nothing]);
  client.waiting = { message, response, end: (replies) => send(response, replies, []) };
}

function send(response: ServerResponse, replies: readonly Reply[], cookies: readonly string[]): void {
  const headers = { 'content-type': 'application/json;charset=UTF-8' };
  response.writeHead(200, cookies.length > 0 ? { ...headers, 'set-cookie': [...cookies] } : headers);
  response.end(JSON.stringify(replies));
}
