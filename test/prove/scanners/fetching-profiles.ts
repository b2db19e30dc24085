import { type HttpAnswer, httpCall } from '../../support/http-call.ts';
import { type PressKind, pressHeaders } from '../../support/join-client.ts';
import { formsOf } from '../../support/page-forms.ts';
import type { Profile, ScannedLink, Visited } from './profile.ts';

const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0';
const NAVIGATION = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

type Headers = Readonly<Record<string, string>>;
const from = ({ place }: ScannedLink, agent: string, more: Headers = {}): Record<string, string> => ({
  'x-forwarded-for': place,
  'user-agent': agent,
  ...more,
});
const fetched = (...answers: readonly HttpAnswer[]): Visited => ({
  statuses: answers.map(({ status }) => status),
  carriedOut: 0,
});

/** Takes the forms of the page, fills in everything, and posts each, `times` over. */
async function post(link: ScannedLink, agent: string, kind: PressKind, times: number): Promise<Visited> {
  const statuses: number[] = [];
  let carriedOut = 0;
  for (const ask of ['', '?ask=report']) {
    const page = await httpCall(link.joinUrl + ask, { headers: from(link, agent) });
    for (const form of formsOf(page.body)) {
      const body = new URLSearchParams({ ...form.fields, address: '987 654 321', consent: 'yes', word: 'APPLE' });
      for (let time = 0; time < times; time += 1) {
        const answer = await httpCall(new URL(form.action, link.joinUrl).href, {
          method: 'POST',
          headers: {
            ...from(link, agent),
            ...pressHeaders(kind, new URL(link.joinUrl).origin),
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: body.toString(),
        });
        statuses.push(answer.status);
        if (answer.status === 303) carriedOut += 1;
      }
    }
  }
  return { statuses, carriedOut };
}

/** As security gateways pack links into their own, once and twice. */
function rewritten(joinUrl: string): readonly string[] {
  const { origin, pathname } = new URL(joinUrl);
  const token = pathname.split('/').at(-1) ?? '';
  const coded = Array.from(token, (letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
  return [
    `${origin}/join/${coded}`,
    `${origin}/join/${encodeURIComponent(coded)}`,
    `${origin}/join/${token.toUpperCase()}`,
    `${origin}//join//${token}`,
    `${joinUrl}?utm_source=mail&url=${encodeURIComponent(joinUrl)}`,
    `${joinUrl}/`,
  ];
}

/** Programs that fetch, and programs that post without a browser. */
export const FETCHING_PROFILES: readonly Profile[] = [
  {
    name: 'HEAD alone',
    visit: async (link) => fetched(await httpCall(link.joinUrl, { method: 'HEAD', headers: from(link, EDGE) })),
  },
  {
    name: 'GET of a mail filter',
    visit: async (link) => fetched(await httpCall(link.joinUrl, { headers: from(link, 'BarracudaCentral/1.0') })),
  },
  {
    name: 'HEAD, then GET with a browser’s headers',
    visit: async (link) =>
      fetched(
        await httpCall(link.joinUrl, { method: 'HEAD', headers: from(link, EDGE) }),
        await httpCall(link.joinUrl, { headers: from(link, EDGE, NAVIGATION) }),
      ),
  },
  {
    name: '20 GETs at once',
    visit: async (link) =>
      fetched(
        ...(await Promise.all(
          Array.from({ length: 20 }, () => httpCall(link.joinUrl, { headers: from(link, EDGE, NAVIGATION) })),
        )),
      ),
  },
  {
    name: 'unfurling in a chat',
    visit: async (link) =>
      fetched(
        await httpCall(link.joinUrl, {
          headers: from(link, 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', { range: 'bytes=0-32768' }),
        }),
        await httpCall(link.joinUrl, { headers: from(link, 'WhatsApp/2.24') }),
        await httpCall(link.joinUrl, { headers: from(link, 'facebookexternalhit/1.1') }),
      ),
  },
  {
    name: 'rewritten and double-encoded addresses',
    visit: async (link) => {
      const answers: HttpAnswer[] = [];
      for (const url of rewritten(link.joinUrl)) answers.push(await httpCall(url, { headers: from(link, EDGE) }));
      return fetched(...answers);
    },
  },
  {
    name: 'a phone that reads messages aloud',
    visit: async (link) =>
      fetched(
        await httpCall(link.joinUrl, {
          headers: from(link, 'Dalvik/2.1.0 (Linux; U; Android 15)', {
            'x-requested-with': 'com.google.android.apps.messaging',
          }),
        }),
        await httpCall(`${link.joinUrl}?ask=report`, { headers: from(link, 'Dalvik/2.1.0 (Linux; U; Android 15)') }),
      ),
  },
  { name: 'forms posted without a browser', visit: (link) => post(link, 'python-requests/2.32', 'old-browser', 1) },
  { name: 'forms posted again and again with a script’s headers', visit: (link) => post(link, EDGE, 'script', 3) },
];
