import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type InstallationSettings } from '../../core/ports/installation.ts';
import { LANGUAGES } from '../../server/texts/texts.ts';
import { httpCall } from '../support/http-call.ts';
import { give, givenRequest } from './given-request.ts';
import { type ServerWorld, serverWorld } from './server-world.ts';

let world: ServerWorld;
/** Made while every language was offered. */
let japanese: string;
beforeAll(async () => {
  world = await serverWorld();
  japanese = (await givenRequest(world.panel(), 'Open', { language: 'ja' })).id;
  await offer({ language: 'de', languages: ['fr', 'de', 'zh-TW'] });
});
afterAll(() => world.close());

async function offer(change: Partial<InstallationSettings>, ...removed: readonly string[]): Promise<void> {
  const { installations } = world.foundation.people;
  const [row] = await installations.list();
  if (row === undefined) throw new Error('there is no account');
  const { name, environment } = row.installation;
  const kept = Object.entries(row.installation.settings).filter(([key]) => !removed.includes(key));
  const settings = Object.fromEntries(kept) as InstallationSettings;
  await installations.change(world.admin, row, {
    name,
    environment,
    plan: row.plan,
    settings: { ...settings, ...change },
  });
}

/** The page of a request as a browser sees it: its language, and those it offers to change to. */
async function pageOf(requestId: string, accepted: string, query = '') {
  const { joinUrl } = await world.panel().read(requestId);
  const { body } = await httpCall(`${joinUrl ?? ''}${query}`, { headers: { 'accept-language': accepted } });
  const offered = [...body.matchAll(/hreflang="([^"]+)"/g)].map(([, tag]) => tag);
  return { language: /<html lang="([^"]+)"/.exec(body)?.[1], offered };
}

describe('An account that offers three languages', () => {
  it.each([
    ['ja', 'de'],
    ['fr', 'fr'],
    ['fr-CA', 'fr-CA'],
    ['zh-HK', 'zh-HK'],
    ['zh-CN', 'de'],
    [null, 'de'],
  ])('makes a request that is asked for in %s in %s', async (language, kept) => {
    expect((await givenRequest(world.panel(), 'Open', { language })).language).toBe(kept);
  });

  it('writes its mails in the language that the request got', async () => {
    const email = 'kei@kestrel.example';
    await givenRequest(world.panel(), 'Open', {
      language: 'ja',
      channels: ['email'],
      recipient: { name: 'Kei', email },
    });
    const [mail] = await world.sink.control.waitFor(1, { to: email });
    expect(mail?.text).toMatch(/Fernwartung|Verbindung|Anfrage/);
  });

  it.each([
    ['ja,en;q=0.8', '', 'de'],
    ['fr', '', 'fr'],
    ['fr', '?lang=zh-TW', 'zh-TW'],
    ['fr', '?lang=ja', 'fr'],
    ['', '?lang=en', 'de'],
  ])('shows a browser that wants %j with %j the page in %s', async (accepted, query, shown) => {
    const { id } = await givenRequest(world.panel(), 'Open');
    expect(await pageOf(id, accepted, query)).toEqual({ language: shown, offered: ['de', 'fr', 'zh-TW'] });
  });

  it('leaves a request the language it had before, also when the rest of it is corrected', async () => {
    const before = await pageOf(japanese, 'fr');
    expect(before).toEqual({ language: 'ja', offered: ['de', 'fr', 'zh-TW', 'ja'] });
    const recipient = { name: 'Kei', email: 'kei.two@kestrel.example' };
    for (const [language, kept] of [
      [null, 'ja'],
      ['ja', 'ja'],
      ['ko', 'de'],
    ]) {
      const corrected = await give(world.panel(), japanese, { type: 'correct-recipient', recipient, language });
      expect(corrected.language).toBe(kept);
      recipient.name += ' K';
    }
    expect(await pageOf(japanese, '')).toEqual({ language: 'de', offered: ['de', 'fr', 'zh-TW'] });
  });

  it('tells its panels which', async () => {
    const { installation } = await world.panel().panelState('1042');
    expect(installation).toMatchObject({ language: 'de', languages: ['fr', 'de', 'zh-TW'] });
  });
});

describe('An account whose admin never chose', () => {
  it('offers every language there is', async () => {
    await offer({ language: 'en' }, 'languages');
    const { id } = await givenRequest(world.panel(), 'Open', { language: 'ko' });
    const { language, offered } = await pageOf(id, 'tr');
    expect(language).toBe('ko');
    expect(new Set(offered)).toEqual(new Set(LANGUAGES));
    expect((await world.panel().panelState('1042')).installation.languages).toBeNull();
  });
});
