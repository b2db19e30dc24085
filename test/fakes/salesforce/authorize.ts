import { randomBytes } from 'node:crypto';
import type { ApiAnswer } from './api-call.ts';
import type { Parts } from './parts.ts';

/**
 * The web flow's first step. Who sits at the page is set by the control client: he approves at once, or (nobody) presses Cancel.
 * `prompt=login` and `max_age` are taken as they are: the person signs in anew.
 */
export function authorizeAnswer(parts: Parts, query: URLSearchParams): ApiAnswer {
  const app = parts.apps.get(query.get('client_id') ?? '');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (app === undefined) return page('error=invalid_client_id&error_description=client%20identifier%20invalid');
  if (!app.redirectUris.includes(redirectUri)) {
    return page('error=redirect_uri_mismatch&error_description=redirect_uri%20must%20match%20configuration');
  }
  const back = (answer: Record<string, string>): ApiAnswer => {
    const url = new URL(redirectUri);
    const state = query.get('state');
    for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
    if (state !== null) url.searchParams.set('state', state);
    return { status: 302, headers: { location: url.href } };
  };
  if (query.get('response_type') !== 'code') {
    return back({ error: 'unsupported_response_type', error_description: 'response type not supported' });
  }
  const scopes = (query.get('scope') ?? app.scopes.join(' ')).split(' ').filter((scope) => scope !== '');
  const unknown = scopes.find((scope) => !OPEN_SCOPES.has(scope) && !app.scopes.includes(scope));
  if (unknown !== undefined)
    return back({ error: 'invalid_scope', error_description: `the requested scope is not allowed: ${unknown}` });
  const challenge = query.get('code_challenge');
  // Salesforce knows one method; its own library leaves the name out.
  const challengeMethod = query.get('code_challenge_method') ?? 'S256';
  if ((app.needsPkce && challenge === null) || (challenge !== null && challengeMethod !== 'S256')) {
    return back({ error: 'invalid_request', error_description: 'missing required code challenge' });
  }
  if (parts.signsInByPage && query.get(PRESSED) !== '1') return loginPage(query);
  if (parts.browserUser === null)
    return back({ error: 'access_denied', error_description: 'end-user denied authorization' });
  const code = `aPrx${randomBytes(24).toString('base64url')}`;
  parts.codes.set(code, {
    clientId: app.clientId,
    redirectUri,
    userId: parts.browserUser,
    scopes,
    challenge,
    nonce: query.get('nonce'),
    expiresAt: parts.org.clock.now() + 15 * 60_000,
  });
  return back({ code });
}

const OPEN_SCOPES = new Set(['openid', 'profile', 'email', 'id']);

/** Not a parameter of the real resource: the press on the page below. */
const PRESSED = 'fake_login';

function loginPage(query: URLSearchParams): ApiAnswer {
  const kept = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const form = `<form>${kept.join('')}<button name="${PRESSED}" value="1">Log In</button></form>`;
  return {
    status: 200,
    html: `<!doctype html><html lang="en"><title>Login</title><link rel="icon" href="data:,"><h1>Log in to the org</h1>${form}</html>`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function page(text: string): ApiAnswer {
  return { status: 400, html: `<html><body><h1>OAuth Error</h1><p>${text}</p></body></html>` };
}
