import { type CookieJar, cookieJar } from './cookie-jar.ts';
import { type HttpAnswer, type HttpCall, httpCall } from './http-call.ts';
import { formsOf, type PageForm } from './page-forms.ts';

/** What a form post looks like: pressed by a person, sent by a script of the page, by a browser that does not tell, or by another site. */
export type PressKind = 'person' | 'script' | 'old-browser' | 'other-site';

export type JoinPage = HttpAnswer & {
  /** Which page it is: the last word of the forms it offers, such as `join`, `address`, `allow`. */
  readonly actions: readonly string[];
  readonly forms: readonly PageForm[];
};

/** An end user's browser with one link, over HTTP. */
export type JoinClient = {
  look(query?: string): Promise<JoinPage>;
  /**
   * Presses the button of the form that ends in `action`, taken from `page`, with `fields` filled in. The answer to the post itself: 303
   * when it was carried out. Throws when the page has no such form.
   */
  press(page: JoinPage, action: string, fields?: Readonly<Record<string, string>>, kind?: PressKind): Promise<JoinPage>;
  /** Looks, presses, and looks where the answer leads. */
  walk(action: string, fields?: Readonly<Record<string, string>>): Promise<JoinPage>;
};

const USER_AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36';

const ONLY_NAME = /^(?:__Host-)?sr-device$/;

/** `joinUrl` as the panel shows it. `clientAddress`: where the browser seems to be, for servers behind one proxy. `kept`: its cookies. */
export function joinClient(
  joinUrl: string,
  clientAddress?: string,
  kept: CookieJar = cookieJar(ONLY_NAME),
): JoinClient {
  const { origin } = new URL(joinUrl);
  const from = {
    'user-agent': USER_AGENT,
    ...(clientAddress === undefined ? {} : { 'x-forwarded-for': clientAddress }),
  };
  const visit = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const call = async (url: string, { headers = {}, ...rest }: HttpCall): Promise<HttpAnswer> => {
    const cookie = kept.header(null);
    const answer = await httpCall(url, { ...rest, headers: cookie === '' ? headers : { ...headers, cookie } });
    kept.take(answer.headers['set-cookie'] ?? []);
    return answer;
  };
  const look = async (query = ''): Promise<JoinPage> =>
    asPage(await call(joinUrl + query, { headers: { ...from, ...visit } }));
  const press: JoinClient['press'] = async (page, action, fields = {}, kind = 'person') => {
    const form = page.forms.find((one) => actionOf(one) === action);
    if (form === undefined) throw new Error(`The page has no "${action}", only: ${page.actions.join(', ')}.`);
    const headers = { ...from, ...pressHeaders(kind, origin), 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ ...form.fields, ...fields }).toString();
    return asPage(await call(new URL(form.action, joinUrl).href, { method: 'POST', headers, body }));
  };
  return {
    look,
    press,
    walk: async (action, fields) => {
      const answer = await press(await look(), action, fields);
      if (answer.status !== 303) throw new Error(`Pressing "${action}" was answered with ${answer.status}.`);
      return look();
    },
  };
}

/** The headers a browser sends with a form post. */
export function pressHeaders(kind: PressKind, origin: string): Record<string, string> {
  const fetched = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  switch (kind) {
    case 'person':
      return { origin, ...fetched, 'sec-fetch-user': '?1' };
    case 'script':
      return { origin, ...fetched };
    case 'old-browser':
      return { origin };
    case 'other-site':
      return {
        ...fetched,
        origin: 'https://elsewhere.example',
        'sec-fetch-site': 'cross-site',
        'sec-fetch-user': '?1',
      };
    default:
      return kind satisfies never;
  }
}

function asPage(answer: HttpAnswer): JoinPage {
  const forms = formsOf(answer.body);
  return { ...answer, forms, actions: forms.map(actionOf) };
}

function actionOf({ action }: PageForm): string {
  return new URL(action, 'http://localhost').pathname.split('/').at(-1) ?? '';
}
