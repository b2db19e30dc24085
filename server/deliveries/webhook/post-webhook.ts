import http from 'node:http';
import https from 'node:https';
import { webhookAddressProblem } from './webhook-address.ts';

export type WebhookPost = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What came of a post. `refused`: not sent, and never will be to this address. `failed`: nobody was reached. */
export type WebhookReply =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'failed'; readonly because: string }
  /** It may have arrived. */
  | { readonly kind: 'unclear'; readonly because: string };

/** Posts JSON once. Never follows a redirection, never reaches a private network, never rejects. */
export type PostWebhook = (post: WebhookPost) => Promise<WebhookReply>;

export type PostWebhookOptions = {
  /** Plain http and this machine itself may be posted to: for the demo and for tests. */
  readonly allowLoopback: boolean;
  readonly timeoutMs: number;
};

const LOOPBACK = ['127.0.0.1', '::1'];
const PRIVATE_ADDRESS = 'The address leads into a private network, where nothing is posted to.';
/** Before any byte of the request could have gone out. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);

export function createPostWebhook(options: PostWebhookOptions): PostWebhook {
  // The check is made on the address that is then connected to, so a name cannot point elsewhere in between.
  const filter = { keepAlive: false as const, allowIPAddressList: options.allowLoopback ? LOOPBACK : [] };
  let loading: ReturnType<typeof agents> | null = null;
  return async (post) => {
    const problem = webhookAddressProblem(post.url, options);
    if (problem !== null) return { kind: 'refused', because: problem };
    const { secure, plain } = await (loading ??= agents(filter));
    return send(post, options.timeoutMs, post.url.startsWith('https:') ? secure : plain);
  };
}

/** Loaded with the first post: most servers have no webhook endpoints. */
async function agents(filter: { readonly keepAlive: false; readonly allowIPAddressList: string[] }) {
  const { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } = await import('request-filtering-agent');
  return { secure: new RequestFilteringHttpsAgent(filter), plain: new RequestFilteringHttpAgent(filter) };
}

function send(post: WebhookPost, timeoutMs: number, agent: http.Agent): Promise<WebhookReply> {
  const url = new URL(post.url);
  const start = url.protocol === 'https:' ? https.request : http.request;
  return new Promise((resolve) => {
    const request = start(url, {
      method: 'POST',
      agent,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...post.headers,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(post.body)),
        'user-agent': 'session-requests',
      },
    });
    request.on('error', (error) => resolve(readFailure(error, timeoutMs)));
    request.on('response', (response) => {
      resolve({
        kind: 'answered',
        status: response.statusCode ?? 0,
        retryAfter: response.headers['retry-after'] ?? null,
      });
      // Nobody needs the body, and it may be endless.
      response.destroy();
    });
    request.end(post.body);
  });
}

function readFailure(error: unknown, timeoutMs: number): WebhookReply {
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  if (name === 'TimeoutError' || code === 'ABORT_ERR') {
    return { kind: 'unclear', because: `There was no answer within ${timeoutMs / 1000} seconds.` };
  }
  // The filtering agent's errors carry no code.
  if (typeof message === 'string' && message.startsWith('DNS lookup ')) {
    return { kind: 'refused', because: PRIVATE_ADDRESS };
  }
  if (typeof code === 'string' && (NOT_SENT.has(code) || isCertificateProblem(code))) {
    return { kind: 'failed', because: `No connection could be made (${code}).` };
  }
  return { kind: 'unclear', because: 'The connection broke before the answer was complete.' };
}

function isCertificateProblem(code: string): boolean {
  return /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/.test(code);
}
