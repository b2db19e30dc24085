import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import { listen, shut } from '../shared/http.ts';
import type { Account, Client } from './accounts.ts';
import { type OidcFault, twistedToken } from './faults.ts';
import { makeKey } from './keys.ts';
import { providerOptions } from './provider-options.ts';

/** A whole OpenID Connect provider on this machine, made of the certified `oidc-provider`. */
export type FakeOidc = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is sitting at the provider's page: he signs in there, or (null) presses Cancel. */
  signsIn(account: Account | null): void;
  fault(fault: OidcFault): void;
  well(): void;
  /** Paths that were called, in order. */
  readonly calls: readonly string[];
  close(): Promise<void>;
};

export type FakeOidcOptions = { readonly redirectUri: string; readonly claimsIn?: Client['claimsIn'] };

const DESCRIPTION = '/.well-known/openid-configuration';

export async function startFakeOidc({ redirectUri, claimsIn = 'id-token' }: FakeOidcOptions): Promise<FakeOidc> {
  const client = { id: 'session-requests', secret: 'the-client-secret-123', redirectUris: [redirectUri], claimsIn };
  const keys = { own: makeKey().privateKey, strangers: makeKey().privateKey };
  const accounts = new Map<string, Account>();
  const calls: string[] = [];
  let present: Account | null = null;
  let fault: OidcFault | null = null;
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end();
  const server = createServer((request, response) => handle(request, response));
  const issuer = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;

  const provider = new Provider(
    issuer,
    providerOptions(client, keys.own, (id) => accounts.get(id)),
  );
  provider.use(async (context, next) => {
    await next();
    if (fault === null || typeof context.body !== 'object' || context.body === null) return;
    const body = context.body as Record<string, unknown>;
    if (context.path === DESCRIPTION && fault.kind === 'description') context.body = { ...body, ...fault.says };
    const token = body['id_token'];
    if (context.path === '/token' && typeof token === 'string') body['id_token'] = twistedToken(token, fault, keys);
  });
  const answer = provider.callback();
  handle = (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    calls.push(path);
    if (fault?.kind === 'hangs' && fault.path === path) return;
    if (fault?.kind === 'broken') {
      response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<h1>Not today</h1>');
    } else if (path.startsWith('/interaction/')) {
      void decide(provider, request, response, present);
    } else void answer(request, response);
  };
  return {
    issuer,
    clientId: client.id,
    clientSecret: client.secret,
    signsIn: (account) => {
      present = account;
      if (account !== null) accounts.set(account.id, account);
    },
    fault: (next) => {
      fault = next;
    },
    well: () => {
      fault = null;
    },
    calls,
    close: () => shut(server),
  };
}

/** The provider's own page, pressed already: whoever sits there signs in and lets the client read, or cancels. */
async function decide(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  present: Account | null,
): Promise<void> {
  if (present === null) {
    await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'Cancelled' });
    return;
  }
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: present.id, clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  const grantId = await grant.save();
  const decision = { login: { accountId: present.id }, consent: { grantId } };
  await provider.interactionFinished(request, response, decision);
}
