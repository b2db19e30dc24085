import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeQR } from 'qr/decode.js';
import { qrPicture } from '../../server/qr-picture.ts';
import { startTeam, type Team } from './team.ts';
import { textOf, type Visitor } from './visitor.ts';

let team: Team;
let mara: Visitor;
beforeAll(async () => {
  team = await startTeam();
  mara = await team.browser('mara');
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
});

/** What a camera sees of the page's picture: each module four dots wide. */
function seen(html: string): { readonly width: number; readonly height: number; readonly data: Uint8Array } {
  const size = Number(/viewBox="0 0 (\d+) /.exec(html)?.[1]);
  const path = /<path d="([^"]+)"/.exec(html)?.[1] ?? '';
  const width = size * 4;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x = '', y = ''] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dot = 0; dot < 16; dot += 1) {
      const at = ((Number(y) * 4 + Math.floor(dot / 4)) * width + Number(x) * 4 + (dot % 4)) * 4;
      data.fill(0, at, at + 3);
    }
  }
  return { width, height: width, data };
}

describe('Handing over the link', () => {
  it('shows a picture that a camera reads as the link, drawn by the page itself', async () => {
    const id = await team.create();
    const page = await mara.look(`/console/requests/${id}/share`);
    const { request } = await team.world.store.requests.find(id).then((found) => {
      if (found === null) throw new Error('the request is gone');
      return found;
    });
    expect(decodeQR(seen(page.body.slice(page.body.indexOf('class="qr"'))))).toBe(team.world.links.joinUrl(request));
    expect(page.body).not.toMatch(/<img|data:image/);
  });

  it('makes a code that is said together with where to type it, and never shows it a second time', async () => {
    const id = await team.create();
    const made = await mara.press(`/console/requests/${id}/share/code`);
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(textOf(made.body))?.[0] ?? '';
    expect(code).not.toBe('');
    expect(textOf(made.body)).toContain('/join and to type this code');
    expect((await mara.look(`/console/requests/${id}/share`)).body).not.toContain(code);
  });

  it('is led to from the request, and is over with it', async () => {
    const id = await team.create();
    expect((await mara.look(`/console/requests/${id}`)).body).toContain(`/console/requests/${id}/share`);
    await team.give(id, { type: 'close-request', actor: { kind: 'recipient' }, outcome: 'cancelled', note: '' });
    expect((await mara.look(`/console/requests/${id}/share`)).status).toBe(404);
    expect((await mara.press(`/console/requests/${id}/share/code`)).status).toBe(404);
  });
});

describe('The picture', () => {
  it.each(['https://support.example/join/x', `https://support.example/join/${'k'.repeat(58)}`])(
    'of %s is read back',
    async (url) => {
      const { size, path } = await qrPicture(url);
      expect(decodeQR(seen(`<svg viewBox="0 0 ${size} ${size}"><path d="${path}"`))).toBe(url);
    },
  );
});
