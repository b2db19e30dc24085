import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BY_ANNA, BY_HELP_DESK, MAY } from '../builders/people.ts';
import { HOUR } from '../builders/times.ts';
import { PRESSES, textOf, visitor, type Visitor } from './http-visit.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36',
  'Mozilla/5.0 (compatible; Microsoft-SafeLinks/1.0)',
  'BarracudaCentral Link Scanner',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'WhatsApp/2.23 A',
  'Proofpoint URL Defense',
  'curl/8.9',
  'x'.repeat(5000),
  '\u00ff\u00fe<script>alert(1)</script>',
  '',
];

describe('a join link', () => {
  let world: PagesWorld;
  let visit: Visitor;
  let made: Made;

  beforeAll(async () => {
    world = await pagesWorld();
    visit = visitor(world.publicUrl);
    made = await world.create();
  });
  afterAll(() => world.close());

  describe('that is fetched', () => {
    it('changes nothing, whoever fetches it and however often', async () => {
      const before = await world.stored(made.id);
      for (const agent of AGENTS) {
        for (const ask of [visit.get, visit.head]) {
          for (const path of [made.path, `${made.path}?ask=report`, `${made.path}?ask=again`, `${made.path}/allow`]) {
            const came = await ask(path, { 'user-agent': agent, ...PRESSES.person });
            expect([200, 303]).toContain(came.status);
          }
        }
      }
      expect(await world.stored(made.id)).toEqual(before);
    });

    it('is noted apart, once a visitor, without the address and never as a visit', async () => {
      const fetches = await world.linkFetches(made.id, AGENTS.length);
      expect(fetches).toHaveLength(AGENTS.length);
      expect(JSON.stringify(fetches)).not.toContain('127.0.0.1');
      expect(Math.max(...fetches.map(({ userAgent }) => userAgent.length))).toBe(200);
      expect((await world.stored(made.id)).recipientSeenAt).toBeNull();
    });

    it('answers HEAD as it answers GET, without the page', async () => {
      const [got, headed] = [await visit.get(made.path), await visit.head(made.path)];
      expect(headed.status).toBe(got.status);
      expect(headed.body).toBe('');
      for (const name of ['content-type', 'cache-control', 'x-robots-tag', 'content-security-policy']) {
        expect(headed.headers.get(name)).toBe(got.headers.get(name));
      }
    });

    it('is kept by no cache and found by no search engine', async () => {
      const { headers } = await visit.get(made.path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    });

    it('shows company, first name and ticket number, and nothing more of anybody', async () => {
      const { body } = await visit.get(made.path);
      expect(textOf(body)).toMatch(/Acme.*Anna.*INC-42/);
      const { phrase } = (await world.stored(made.id)).request;
      for (const secret of ['Anna Ng', 'Printer', MAY.name, 'May', 'customer.example', '+886912345678', phrase]) {
        expect(body).not.toContain(secret);
      }
    });

    it('is shown in the language the browser asks for, or the one chosen on the page', async () => {
      expect((await visit.get(made.path, { 'accept-language': 'zh-TW,zh;q=0.9' })).body).toContain(
        '<html lang="zh-TW"',
      );
      expect((await visit.get(`${made.path}?lang=zh-TW`, { 'accept-language': 'en' })).body).toContain(
        '<html lang="zh-TW"',
      );
      expect((await visit.get(`${made.path}?lang=xx"><script>`, { 'accept-language': 'sv' })).body).toContain(
        '<html lang="en"',
      );
    });

    it('is shown in the language that was set for this person, before what the browser asks for', async () => {
      const german = await world.create({ language: 'de' });
      expect((await visit.get(german.path, { 'accept-language': 'fr' })).body).toContain('<html lang="de" dir="ltr"');
      expect((await visit.get(`${german.path}?lang=ar`, { 'accept-language': 'fr' })).body).toContain(
        '<html lang="ar" dir="rtl"',
      );
    });

    it('offers each language by its own name', async () => {
      const { body } = await visit.get(made.path);
      for (const name of ['Deutsch', 'Português (Brasil)', '日本語', '简体中文', '繁體中文', 'العربية']) {
        expect(body).toContain(`>${name}</a>`);
      }
    });

    it('says when the appointment is', async () => {
      const schedule = { startAt: world.core.clock.now() + 30 * HOUR, timeZone: 'Asia/Taipei' };
      const planned = await world.create({ schedule });
      expect(textOf((await visit.get(planned.path)).body)).toContain('GMT+8');
    });

    it('shows the request number when there is no ticket', async () => {
      const alone = await world.create({ withoutTicket: true });
      expect(textOf((await visit.get(alone.path)).body)).toMatch(/Request RS-\d{6}/);
    });
  });

  describe('that opens nothing', () => {
    it('gives one and the same page, whether unknown, mistyped, replaced or never a link', async () => {
      const replaced = await world.create();
      await world.give(replaced.id, {
        type: 'correct-recipient',
        actor: BY_ANNA,
        recipient: { ...MAY, email: 'may@other.example' },
        language: null,
      });
      const swapped = made.path.slice(0, -1) + (made.path.endsWith('0') ? '1' : '0');
      const paths = [
        replaced.path,
        swapped,
        `${made.path}0`,
        `/join/${'0'.repeat(58)}`,
        '/join/x',
        '/join/%00',
        '/join/..%2f..%2fetc',
      ];
      const came = await Promise.all(paths.map((path) => visit.get(path)));
      expect(new Set(came.map(({ status }) => status))).toEqual(new Set([404]));
      expect(new Set(came.map(({ body }) => body)).size).toBe(1);
      expect(textOf(came[0]?.body ?? '')).toContain('Ask your support contact for a new link');
    });

    it('takes no press, no sign of life and no listener', async () => {
      const path = `/join/${'0'.repeat(58)}`;
      for (const action of ['join', 'allow', 'deny', 'report', 'here']) {
        expect((await visit.post(`${path}/${action}`, {}, PRESSES.person)).status).toBe(404);
      }
      expect((await visit.get(`${path}/live`)).status).toBe(404);
    });

    it('to a deleted ticket says so kindly', async () => {
      const gone = await world.create();
      await world.give(gone.id, { type: 'follow-ticket-deleted', actor: BY_HELP_DESK });
      const { status, body } = await visit.get(gone.path);
      expect(status).toBe(200);
      expect(textOf(body)).toContain('no longer exists');
    });
  });

  it('past its time shows that it ran out, even before anything swept it', async () => {
    const late = await pagesWorld();
    try {
      const { path, id } = await late.create();
      late.advance(25 * HOUR);
      expect(textOf((await visitor(late.publicUrl).get(path)).body)).toContain('This link has run out');
      expect((await late.stored(id)).request.status).toBe('Open');
    } finally {
      await late.close();
    }
  });

  it('without a token is a page that explains what to do', async () => {
    const { status, body } = await visit.get('/join');
    expect(status).toBe(200);
    expect(textOf(body)).toContain('ask your support contact for one');
    expect((await visit.head('/join')).status).toBe(200);
  });

  it('of a form that is loaded again leads back to the page', async () => {
    const { status, headers } = await visit.get(`${made.path}/join`);
    expect([status, headers.get('location')]).toEqual([303, made.path]);
  });
});

describe('very many requests from one address', () => {
  it('are stopped with a kind page, and change nothing', async () => {
    const world = await pagesWorld({ requestsPerMinute: 5 });
    try {
      const visit = visitor(world.publicUrl);
      const made = await world.create();
      const came = [];
      for (let ask = 0; ask < 7; ask += 1) came.push(await visit.get(made.path));
      expect(came.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
      expect(textOf(came[6]?.body ?? '')).toContain('Wait a minute');
      expect((await world.stored(made.id)).request.version).toBe(1);
    } finally {
      await world.close();
    }
  });
});
