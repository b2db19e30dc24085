import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { bearerOf } from './bearer.ts';
import { mayFollow, startingPoint } from './stream-channels.ts';
import { channelsOf, replyTo, UNKNOWN_CLIENT } from './stream-messages.ts';
import type { Message, Reply } from './stream-messages.ts';
import { accessOfClient } from './stream-state.ts';
import type { StreamClient, StreamState } from './stream-state.ts';

const FORGOTTEN_AFTER_MS = 150_000;
const INVALID = '401::Authentication invalid';

/** Answers one Bayeux message. `setCookie` gives the cookie that a client has to bring from then on. */
export function replyFor(
  state: StreamState,
  message: Message,
  request: IncomingMessage,
  setCookie: (cookie: string) => void,
): Reply {
  if (message.channel === '/meta/handshake') return handshake(state, message, request, setCookie);
  const client = state.clients.get(message.clientId ?? '');
  if (client === undefined || !isStillKnown(state, client, request)) {
    state.clients.delete(message.clientId ?? '');
    return replyTo(message, UNKNOWN_CLIENT);
  }
  if (state.tokens.find(client.token) === null || bearerOf(request) !== client.token) {
    state.clients.delete(client.id);
    return replyTo(message, { successful: false, error: INVALID, advice: { reconnect: 'none', interval: 0 } });
  }
  client.lastSeen = state.org.clock.now();
  switch (message.channel) {
    case '/meta/connect':
      return connect(state, client, message);
    case '/meta/subscribe':
      return subscribe(state, client, message);
    case '/meta/unsubscribe':
      for (const channel of channelsOf(message)) client.channels.delete(channel);
      return replyTo(message, { successful: true, subscription: message.subscription });
    case '/meta/disconnect':
      state.clients.delete(client.id);
      return replyTo(message, { successful: true, clientId: client.id });
    default:
      return replyTo(message, { successful: false, error: `403:${message.channel}:publish_denied` });
  }
}

function isStillKnown(state: StreamState, client: StreamClient, request: IncomingMessage): boolean {
  const late = state.org.clock.now() - client.lastSeen > FORGOTTEN_AFTER_MS;
  return !late && (request.headers.cookie ?? '').includes(`BAYEUX_BROWSER=${client.cookie}`);
}

function handshake(
  state: StreamState,
  message: Message,
  request: IncomingMessage,
  setCookie: (cookie: string) => void,
): Reply {
  const token = bearerOf(request) ?? '';
  const session = state.tokens.find(token);
  if (session === null) {
    const ext = { sfdc: { failureReason: INVALID }, replay: true };
    const rest = { successful: false, error: '403::Handshake denied', ext, advice: { reconnect: 'none' } };
    return replyTo(message, rest);
  }
  const [id, cookie] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  state.clients.set(id, {
    id,
    token,
    cookie,
    userId: session.userId,
    channels: new Set(),
    queue: [],
    lastSeen: state.org.clock.now(),
    connected: false,
    waiting: null,
  });
  setCookie(cookie);
  return replyTo(message, {
    successful: true,
    clientId: id,
    version: '1.0',
    minimumVersion: '1.0',
    supportedConnectionTypes: ['long-polling'],
    ext: { replay: true, 'payload.format': true },
  });
}

function subscribe(state: StreamState, client: StreamClient, message: Message): Reply {
  const { subscription } = message;
  const access = accessOfClient(state, client);
  for (const channel of channelsOf(message)) {
    if (access === null || !mayFollow(state.org, access, channel)) {
      const error = `403:${channel}:subscribe_denied`;
      return replyTo(message, { successful: false, subscription, error });
    }
    const asked = message.ext?.replay?.[channel] ?? -1;
    const from = state.faults.invalidReplay && asked > 0 ? null : startingPoint(state.org, asked);
    if (from === null) {
      const error = `400::The replayId {${String(asked)}} you provided was invalid.  Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.`;
      return replyTo(message, { successful: false, subscription, error });
    }
    client.channels.add(channel);
    const missed = state.org.bus.after(channel, from).map((event) => ({ channel, event }));
    client.queue = [...client.queue, ...missed];
  }
  return replyTo(message, { successful: true, subscription });
}

function connect(state: StreamState, client: StreamClient, message: Message): Reply {
  if (state.faults.overDailyLimit || state.delivered >= state.org.settings.dailyEvents) {
    const error = '403::Organization total events daily limit exceeded';
    return replyTo(message, { successful: false, error, advice: { reconnect: 'none' } });
  }
  const first = !client.connected;
  client.connected = true;
  const advice = { interval: 0, timeout: state.waitMs, reconnect: 'retry' };
  return replyTo(message, { successful: true, clientId: client.id, ...(first ? { advice } : {}) });
}
