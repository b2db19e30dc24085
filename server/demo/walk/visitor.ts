/** Somebody with a browser: follows a link, reads the page, presses its buttons. */
export type Visitor = {
  /** The page's first heading. */
  read(): Promise<string>;
  /** Presses the button of the form that posts to `…/<action>`, with the page's hidden fields. The heading of what comes then. */
  press(action: string, typed?: Readonly<Record<string, string>>): Promise<string>;
  /** Opens in another window what the page's link of this id leads to. */
  follow(linkId: string): Promise<void>;
  /** The same browser, with its cookies, where a link of the page leads to, as `?ask=again`. */
  at(search: string): Visitor;
};

/** What a browser adds when a person, not a script, presses. */
const PERSON = {
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
  'sec-fetch-user': '?1',
};

export function visitor(link: string, cookie: string | null = null): Visitor {
  return visiting(link, new Map(cookie === null ? [] : [['', cookie]]));
}

function visiting(link: string, cookies: Map<string, string>): Visitor {
  const { origin } = new URL(link);
  const headersNow = (): Record<string, string> => ({
    accept: 'text/html',
    'accept-language': 'en',
    ...(cookies.size === 0 ? {} : { cookie: [...cookies.values()].join('; ') }),
  });
  const load = async (): Promise<string> => (await fetch(link, { headers: headersNow() })).text();
  return {
    read: async () => headingOf(await load()),
    press: async (action, typed = {}) => {
      const form = formOf(await load(), action);
      const answer = await fetch(new URL(form.action, origin), {
        method: 'POST',
        headers: { ...headersNow(), ...PERSON, origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...form.hidden, ...typed }),
        redirect: 'manual',
      });
      for (const [pair = ''] of answer.headers.getSetCookie().map((one) => one.split(';', 1))) {
        cookies.set(pair.split('=', 1)[0] ?? '', pair);
      }
      return headingOf(await after(answer, origin, headersNow()));
    },
    follow: async (linkId) => {
      const tag = (await load()).match(/<a\b[^>]*>/g)?.find((one) => attribute(one, 'id') === linkId) ?? '';
      const answer = await fetch(attribute(tag, 'href'));
      if (!answer.ok) throw new Error(`the link "${linkId}" answered ${answer.status}`);
    },
    at: (search) => visiting(new URL(search, link).href, cookies),
  };
}

/** The page that comes after a press. Where it is somebody else's, he gets neither our cookie nor an `Origin`, as a browser does it. */
async function after(answer: Response, origin: string, headers: Record<string, string>): Promise<string> {
  const location = answer.headers.get('location');
  if (location === null) return answer.text();
  const next = new URL(location, origin);
  return (await fetch(next, next.origin === origin ? { headers } : {})).text();
}

function formOf(page: string, action: string): { readonly action: string; readonly hidden: Record<string, string> } {
  const forms = page.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
  for (const form of forms) {
    const target = decode(/action="([^"]*)"/.exec(form)?.[1] ?? '');
    if (!new RegExp(`/${action}(\\?|$)`).test(target)) continue;
    const fields = [...form.matchAll(/<(?:input|button)\b[^>]*>/g)].map(([tag]) => tag);
    const hidden = fields.filter((tag) => /type="hidden"|^<button[^>]*name=/.test(tag));
    return {
      action: target,
      hidden: Object.fromEntries(hidden.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')])),
    };
  }
  throw new Error(`the page "${headingOf(page)}" has no button for "${action}"`);
}

function attribute(tag: string, name: string): string {
  return decode(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function headingOf(page: string): string {
  const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(page)?.[1] ?? '';
  return decode(heading.replaceAll(/<[^>]*>/g, '')).trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#x3D': '=',
  '#x60': '`',
};

function decode(text: string): string {
  return text.replaceAll(/&([a-z]+|#x[0-9A-F]+);/gi, (whole, name: string) => ENTITIES[name] ?? whole);
}
