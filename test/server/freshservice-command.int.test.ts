import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceApp } from '../../connectors/freshservice/check/fixtures/service-app.ts';
import { writeApp } from '../support/write-app.ts';
import { runCommand } from './command.ts';

let dir: string;
const folder = (name: string): string => join(dir, name);
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'freshservice-command-'));
  writeApp(folder('sound'), serviceApp());
  cpSync(folder('sound'), folder('broken'), { recursive: true });
  writeFileSync(join(folder('broken'), 'app/scripts/panel.js'), 'go();\nvar a = 1;\nfetch(a);\n');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('session-requests freshservice check', () => {
  it('says of a sound app that it is sound, and how much was tried', async () => {
    const { code, output } = await runCommand(['freshservice', 'check', '--dir', folder('sound')]);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/is sound as far as .* \(\d+ rules and \d+ lint rules\)/),
    ]);
  });

  it('says of a broken app in which file and line, and ends with 1', async () => {
    const { code, output } = await runCommand(['freshservice', 'check', '--dir', folder('broken')]);
    expect(code).toBe(1);
    expect(output).toMatch(/app\/scripts\/panel\.js\n {2}line 2: .* \[lint\/no-var\]/);
    expect(output).toMatch(/line 3: fetch goes around the platform/);
    expect(output).toMatch(/\d findings in /);
  });

  it('says what is missing where there is no app', async () => {
    const { code, output } = await runCommand(['freshservice', 'check', '--dir', folder('nowhere')]);
    expect([code, output]).toEqual([1, expect.stringMatching(/folder .*nowhere cannot be read \(ENOENT\)/)]);
  });

  it('refuses a link, because a package cannot hold one', async () => {
    cpSync(folder('sound'), folder('linked'), { recursive: true });
    symlinkSync('/etc/hostname', join(folder('linked'), 'app/name.html'));
    const { code, output } = await runCommand(['freshservice', 'check', '--dir', folder('linked')]);
    expect([code, output]).toEqual([1, expect.stringContaining('app/name.html is a link')]);
  });

  it('says what to install where there is no ESLint', async () => {
    const hook =
      "import { registerHooks } from 'node:module'; registerHooks({ resolve(name, context, next) { if (name === 'eslint') " +
      "throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' }); return next(name, context); } });";
    const { code, output } = await runCommand(['freshservice', 'check', '--dir', folder('sound')], {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}`,
    });
    expect([code, output]).toEqual([1, expect.stringMatching(/need the development packages\. Run "npm ci"/)]);
  });

  it.each([
    [[], /Say what to do/],
    [['validate'], /no command "freshservice validate"/],
    [['check', '--out', 'x.zip'], /--out belongs to pack/],
    [['check', '--all'], /--all/],
    [['check', 'here'], /here/],
  ])('refuses the words %j with what there is', async (words, sentence) => {
    const { code, output } = await runCommand(['freshservice', ...words]);
    expect([code, output]).toEqual([2, expect.stringMatching(sentence)]);
    expect(output).toContain('Usage: session-requests freshservice <check|pack>');
  });
});

describe('session-requests freshservice pack', () => {
  it('writes the same zip twice', async () => {
    const [one, two] = [folder('out/one.zip'), folder('out/two.zip')];
    const { code, output } = await runCommand(['freshservice', 'pack', '--dir', folder('sound'), '--out', one]);
    await runCommand(['freshservice', 'pack', '--dir', folder('sound'), '--out', two]);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/Packed 12 files[\s\S]*SHA-256 [0-9a-f]{64}[\s\S]*No FDK made this/),
    ]);
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
  });

  it('puts it into dist/ of the app, which the next package leaves out', async () => {
    const first = await runCommand(['freshservice', 'pack', '--dir', folder('sound')]);
    const second = await runCommand(['freshservice', 'pack', '--dir', folder('sound')]);
    expect(second).toMatchObject({ code: 0, output: first.output });
    expect(first.output).toContain(join('dist', 'session-requests-freshservice.zip'));
  });

  it('packs nothing of a broken app', async () => {
    const out = folder('out/broken.zip');
    const { code, output } = await runCommand(['freshservice', 'pack', '--dir', folder('broken'), '--out', out]);
    expect([code, output]).toEqual([1, expect.stringMatching(/Nothing was packed: \d findings/)]);
    expect(() => readFileSync(out)).toThrow(/ENOENT/);
  });

  it.each([
    ['sound', 'is a folder. Name a file in it, such as --out '],
    ['sound/manifest.json/app.zip', 'cannot be written (EEXIST). Name another file, such as --out app.zip.'],
  ])('says what to do instead when the zip cannot go to %s', async (name, sentence) => {
    const out = folder(name);
    const { code, output } = await runCommand(['freshservice', 'pack', '--dir', folder('sound'), '--out', out]);
    expect([code, output]).toEqual([1, expect.stringContaining(`${out} ${sentence}`)]);
  });

  it('finds our own app from any folder', async () => {
    const out = folder('out/own.zip');
    const { code, output } = await runCommand(['freshservice', 'pack', '--out', out], {}, dir);
    expect([code, output]).toEqual([0, expect.stringMatching(/Packed \d\d files/)]);
  });
});
