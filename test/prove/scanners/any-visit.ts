import type { Random } from '../../fakes/shared/random.ts';
import { type HttpAnswer, httpCall } from '../../support/http-call.ts';
import { pressHeaders } from '../../support/join-client.ts';
import { formsOf, type PageForm } from '../../support/page-forms.ts';

/** Mail filters, previews, crawlers, and browsers that somebody else than a person drives. Any of them may call itself anything. */
const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/150.0.0.0 Safari/537.36',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
  'facebookexternalhit/1.1',
  'WhatsApp/2.24',
  'BarracudaCentral/1.0',
  'python-requests/2.32',
  'curl/8.10.1',
  '',
] as const;

const METHODS = ['GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'] as const;
const PLACES = [
  '',
  '?ask=report',
  '?ask=address',
  '?ask=again',
  '/join',
  '/allow',
  '/deny',
  '/withdraw',
  '/close',
  '/report',
] as const;
const ACTIONS = ['join', 'address', 'allow', 'deny', 'withdraw', 'close', 'report', 'new-link'] as const;
/** Every way to send a form that is not a press. */
const KINDS = ['script', 'script', 'old-browser', 'other-site'] as const;

/** What a program did with a link, in words, and what it was answered. */
export type Visit = { readonly what: string; readonly answer: HttpAnswer };

/** One visit of somebody who is not a person at the page, chosen by `random`. `cookie`: what the browser has that it runs in. */
export function visit(joinUrl: string, random: Random, cookie = ''): Promise<Visit> {
  return random() < 0.5 ? fetchLink(joinUrl, random, cookie) : sendForm(joinUrl, random, cookie);
}

async function fetchLink(joinUrl: string, random: Random, cookie: string): Promise<Visit> {
  const [method, place] = [pick(METHODS, random), pick(PLACES, random)];
  const answer = await httpCall(joinUrl + place, { method, headers: visitor(random, cookie) });
  return { what: `${method} ${place}`, answer };
}

/** Takes the page's own forms, nonces and all, fills in everything, and sends one; or makes one up. */
async function sendForm(joinUrl: string, random: Random, cookie: string): Promise<Visit> {
  const headers = visitor(random, cookie);
  const page = await httpCall(joinUrl + pick(['', '?ask=report'], random), { headers });
  const forms = formsOf(page.body);
  const form = forms.length > 0 && random() < 0.8 ? pick(forms, random) : madeUp(joinUrl, forms, random);
  const kind = pick(KINDS, random);
  const body = new URLSearchParams({ ...form.fields, ...filledIn(random) }).toString();
  const answer = await httpCall(new URL(form.action, joinUrl).href, {
    method: 'POST',
    headers: {
      ...headers,
      ...pressHeaders(kind, new URL(joinUrl).origin),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body,
  });
  return { what: `POST ${form.action.split('/').at(-1) ?? ''} as ${kind}`, answer };
}

function madeUp(joinUrl: string, forms: readonly PageForm[], random: Random): PageForm {
  const { pathname } = new URL(joinUrl);
  const nonce = forms[0]?.fields['nonce'] ?? 'made-up';
  return { action: `${pathname}/${pick(ACTIONS, random)}`, fields: { nonce } };
}

function filledIn(random: Random): Record<string, string> {
  if (random() < 0.3) return {};
  return { address: '987 654 321', consent: 'yes', ...(random() < 0.3 ? { check: 'made-up', word: 'APPLE' } : {}) };
}

/** Scanners come from many networks. */
function visitor(random: Random, cookie: string): Record<string, string> {
  const part = (): number => Math.floor(random() * 250) + 1;
  const agent = pick(USER_AGENTS, random);
  const place = { 'x-forwarded-for': `10.${part()}.${part()}.${part()}` };
  const address = cookie === '' ? place : { ...place, cookie };
  return agent === '' ? address : { ...address, 'user-agent': agent };
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item;
}
