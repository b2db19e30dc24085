import { Connection } from 'jsforce/lib/connection.js';
import { OAuth2 } from 'jsforce/lib/oauth2.js';
import type { NotDone } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { isInstanceOf } from './address.ts';
import { notDone } from '../../shared/answers.ts';
import { API_VERSION } from './api-version.ts';
import { timedOut } from '../../shared/connection-failure.ts';
import type { ExchangeOptions } from './exchange.ts';
import { Exchange } from './exchange.ts';
import { readGrantRefusal } from './grant-refusal.ts';
import type { SalesforceCredentials } from './grant.ts';
import { grantParameters } from './grant.ts';
import { parseJson } from '../../shared/read-body.ts';
import { refusedCredentials } from './refusal.ts';
import { tokenAnswer } from './wire.ts';

export type SessionOptions = ExchangeOptions & {
  /** My Domain. */
  readonly login: string;
  readonly credentials: SalesforceCredentials;
  readonly now: () => EpochMs;
};

/** One org's sign-in, renewed when Salesforce no longer takes it. */
export type Session = {
  readonly connection: Connection;
  /** Null when there is a token; otherwise why there is none. */
  open(): Promise<NotDone | null>;
  /** Why the last token could not be had; null when it could. */
  refusal(): NotDone | null;
  /** A call came back that was not refused for its token. */
  accepted(): void;
  exchange(): Exchange;
  /** The org's id as the token told it; null before there was one. */
  orgId(): string | null;
};

/** Tokens asked for since one was last accepted. */
const MOST_GRANTS = 2;
/** After that, or after a plain refusal, nothing is asked for this long: too many refused sign-ins lock the user out. */
const QUIET_MS = 60_000;

export function createSession(options: SessionOptions): Session {
  const { login, credentials, now } = options;
  const state: SessionState = { grants: 0, quietUntil: 0, refusal: null, orgId: null };
  const connection = new Connection({
    version: API_VERSION,
    loginUrl: login,
    instanceUrl: login,
    logLevel: 'NONE',
    refreshFn: (_connection, callback) => void handToken(callback),
  });
  let running: Promise<NotDone | null> | null = null;
  const renew = (): Promise<NotDone | null> => {
    running ??= grant().finally(() => {
      running = null;
    });
    return running;
  };
  const grant = async (): Promise<NotDone | null> => {
    const token = await tokenOrRefusal();
    // Without a new one the old one goes too: it is known to be refused, and the next call begins by asking again.
    connection.accessToken = token.kind === 'done' ? token.value.accessToken : null;
    if (token.kind === 'not-done') return token;
    connection.instanceUrl = token.value.instance;
    state.orgId = token.value.orgId ?? state.orgId;
    state.refusal = null;
    return null;
  };
  const tokenOrRefusal = async (): Promise<TokenAnswer> => {
    if (state.refusal !== null && now() < state.quietUntil) return state.refusal;
    if (state.grants >= MOST_GRANTS) return refuse(state, refusedCredentials(), now());
    state.grants += 1;
    const token = await askForToken(new Exchange(options, () => login), login, credentials, now());
    return token.kind === 'done' ? token : refuse(state, token, now());
  };
  const handToken = async (callback: (error: Error | null, token?: string) => void): Promise<void> => {
    const refusal = await renew();
    if (refusal === null && connection.accessToken) callback(null, connection.accessToken);
    else callback(new Error('no token could be had'));
  };
  return {
    connection,
    open: async () => (connection.accessToken ? null : renew()),
    refusal: () => state.refusal,
    accepted: () => {
      state.grants = 0;
    },
    exchange: () => new Exchange(options, () => connection.instanceUrl),
    orgId: () => state.orgId,
  };
}

type SessionState = { grants: number; quietUntil: EpochMs; refusal: NotDone | null; orgId: string | null };
type Token = { readonly accessToken: string; readonly instance: string; readonly orgId: string | null };
type TokenAnswer = { readonly kind: 'done'; readonly value: Token } | NotDone;

/** Trouble that passes by itself is no reason to stay quiet, and says nothing about the credentials. */
function refuse(state: SessionState, refusal: NotDone, now: EpochMs): NotDone {
  state.refusal = refusal;
  state.grants = 0;
  if (refusal.retry.when === 'at') state.quietUntil = refusal.retry.at;
  if (refusal.retry.when === 'after-reconnect') state.quietUntil = now + QUIET_MS;
  return refusal;
}

async function askForToken(
  exchange: Exchange,
  login: string,
  credentials: SalesforceCredentials,
  now: EpochMs,
): Promise<TokenAnswer> {
  const { clientId } = credentials;
  const secret = credentials.kind === 'client-credentials' ? { clientSecret: credentials.clientSecret } : {};
  const oauth2 = new OAuth2({ loginUrl: login, clientId, ...secret });
  // jsforce has no other place for it.
  Object.assign(oauth2, { _transport: exchange });
  try {
    await oauth2.requestToken(grantParameters(credentials, login, now));
  } catch (error) {
    if (exchange.last === null) return unreachable(error);
  }
  const status = exchange.last?.status ?? 0;
  const body = parseJson(exchange.last?.body ?? '');
  const told = tokenAnswer.safeParse(body);
  if (status < 200 || status > 299 || !told.success) return readGrantRefusal(status, body, now);
  const instance = readOrigin(told.data.instance_url);
  if (instance === null || !isInstanceOf(instance, login)) {
    return notDone(
      'after-reconnect',
      'refused',
      'Salesforce named an address of the org that is not one of Salesforce.',
    );
  }
  const orgId = /\/id\/(00D[A-Za-z0-9]{12,15})\//.exec(told.data.id ?? '')?.[1] ?? null;
  return { kind: 'done', value: { accessToken: told.data.access_token, instance, orgId } };
}

/** Whatever happened to the request for a token, the call that needed one was never made. */
function unreachable(error: unknown): NotDone {
  const message = timedOut(error)
    ? 'Salesforce did not answer the sign-in in time.'
    : 'No connection to the sign-in of Salesforce could be made.';
  return notDone('soon', 'unreachable', message);
}

function readOrigin(text: string): string | null {
  return URL.canParse(text) ? new URL(text).origin : null;
}
