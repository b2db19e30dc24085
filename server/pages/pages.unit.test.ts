import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { texts } from '../texts/texts.ts';
import { createErrorPage } from './error-page.ts';
import { createPages, namesBelow } from './pages.ts';
import { launchLink, ownLink, phoneLink } from './safe-links.ts';

const PUBLIC_URL = 'https://support.example.com';
const HOSTILE = '<img src=x onerror=alert(1)>"\'`${7*7}{{7*7}}';
const folders: string[] = [];

/** Pages of templates written for one test. */
function pagesOf(templates: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'session-requests-templates-'));
  folders.push(folder);
  for (const [name, source] of Object.entries(templates)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, `${name}.hbs`), source);
  }
  return createPages({ publicUrl: PUBLIC_URL, folder: pathToFileURL(`${folder}/`) });
}

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('a page', () => {
  it('shows text from outside as text, never as markup', () => {
    const page = pagesOf({ 'x/page': '<p title="{{name}}">{{name}}</p>' }).render(
      'x/page',
      { name: HOSTILE },
      texts('en'),
    );
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/title="[^"]*"[^>]*onerror/);
    expect(page).toContain('{{7*7}}');
  });

  it('shows text from outside inside a translated sentence as text too', () => {
    const pages = pagesOf({ 'x/page': '{{t "join.invitation.title" agent=name}}' });
    expect(pages.render('x/page', { name: HOSTILE }, texts('en'))).not.toContain('<img');
  });

  it('is refused when the view lacks a field the template shows', () => {
    const pages = pagesOf({ 'x/page': '{{name}}' });
    expect(() => pages.render('x/page', {}, texts('en'))).toThrow('"name" not defined');
  });

  it('is refused when a text lacks a value, rather than shown with a hole', () => {
    const pages = pagesOf({ 'x/page': '{{t "join.invitation.title"}}' });
    expect(() => pages.render('x/page', {}, texts('en'))).toThrow('needs {agent}');
  });

  it('reaches nothing but the view: no prototype, no constructor', () => {
    const pages = pagesOf({ 'x/page': '{{lookup this "constructor"}}{{#with this as |it|}}{{it.__proto__}}{{/with}}' });
    expect(pages.render('x/page', {}, texts('en'))).toBe('');
  });

  it('cannot link to anything that is not ours, whatever the view says', () => {
    const pages = pagesOf({ 'x/page': '<a href="{{link url}}">x</a>' });
    expect(() => pages.render('x/page', { url: 'javascript:alert(1)' }, texts('en'))).toThrow('our own pages');
    expect(pages.render('x/page', { url: '/join/abc' }, texts('en'))).toContain('href="/join/abc"');
  });

  it('as plain text holds signs as they are', () => {
    const pages = pagesOf({ 'x/mail.txt': '{{name}}' });
    expect(pages.render('x/mail.txt', { name: 'Tom & "Ann" <3' }, texts('en'))).toBe('Tom & "Ann" <3');
  });
});

describe('our templates', () => {
  const sources = namesBelow().map((name) => ({
    name,
    source: readFileSync(new URL(`../../templates/${name}.hbs`, import.meta.url), 'utf8'),
  }));

  it('all compile', () => {
    expect(createPages({ publicUrl: PUBLIC_URL }).assets.url('site.css')).toMatch(/^\/assets\/site\.css\?v=[\w-]{12}$/);
    expect(sources.length).toBeGreaterThan(30);
  });

  it('never put anything in unescaped', () => {
    expect(sources.filter(({ source }) => /\{\{\{|\{\{~?&/.test(source)).map(({ name }) => name)).toEqual([]);
  });

  it('hold no script and no style that the content security policy would have to allow', () => {
    const inline = sources.filter(
      ({ name, source }) => !name.startsWith('mails/') && /<script(?![^>]*src=)|\sstyle=|\son[a-z]+=/.test(source),
    );
    expect(inline.map(({ name }) => name)).toEqual([]);
  });

  it('link only to our own pages and to AnyDesk, and elsewhere by what lets https alone through', () => {
    const allowed =
      /^(\/|#|\?[a-z]+=|data:,|\{\{(link|outsideLink|launchLink|asset|phoneLink) |\{\{#if isAway\}\}\{\{link |\{\{#if \.\.\/base\}\}|https:\/\/anydesk\.com\/)/;
    const links = sources.flatMap(({ name, source }) =>
      [...source.replaceAll(/\{\{#?>[^}]*\}\}/g, '').matchAll(/\s(?:href|src|action|formaction)="(.{0,60})/g)].map(
        ([, target = '']) => ({ name, target }),
      ),
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter(({ target }) => !allowed.test(target))).toEqual([]);
  });
});

describe('a link of ours', () => {
  it('is a path, or a URL below our own address', () => {
    expect(['/join/abc', '/console?x=1', `${PUBLIC_URL}/join/abc`].map((url) => ownLink(url, PUBLIC_URL))).toHaveLength(
      3,
    );
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    '//evil.example/x',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example/',
    'https://support.example.com.evil.example/',
    'https://user@support.example.com/',
    'http://support.example.com/',
    'https://support.example.com',
    '',
    null,
    { toString: () => '/x' },
  ])('is not %j', (url) => {
    expect(() => ownLink(url, PUBLIC_URL)).toThrow('our own pages');
  });
});

describe('what starts AnyDesk', () => {
  it.each([
    'anydesk:123456789',
    'anydesk:AnyDesk-ad_abc12345_msi:name@ad',
    'anydesk-abc12345:123456789',
    'http://127.0.0.1:4000/agent/launch?url=x',
  ])('is %s', (url) => {
    expect(launchLink(url)).toBe(url);
  });

  it.each([
    'javascript:alert(1)',
    'https://evil.example/',
    'http://evil.example/',
    'anydesk:1 --with-password',
    'anydesk:"x"',
    'file:///etc/passwd',
    null,
  ])('is not %j', (url) => {
    expect(() => launchLink(url)).toThrow('cannot start AnyDesk');
  });
});

describe('what starts another tool', () => {
  const MESH = 'https://mesh.example.com/?viewmode=11&gotonode={address}';

  it.each([
    ['rustdesk://connection/new/123456789', 'rustdesk://connection/new/{address}'],
    ['https://mesh.example.com/?viewmode=11&gotonode=Fj2%24kQ8v', MESH],
  ])('is %s, made of the template %s', (url, template) => {
    expect(launchLink(url, template)).toBe(url);
  });

  it.each([
    ['https://mesh.example.com/?viewmode=11&gotonode=', MESH],
    ['https://mesh.example.com/?viewmode=11&gotonode=a&b=c', MESH],
    ['https://mesh.example.com/?viewmode=11&gotonode=a/../b', MESH],
    ['https://evil.example/?viewmode=11&gotonode=a', MESH],
    ['rustdesk://connection/new/1', null],
    ['javascript:1', 'javascript:{address}'],
    ['rustdesk://-x', 'rustdesk://{address}'],
  ])('is not %s with the template %j', (url, template) => {
    expect(() => launchLink(url, template)).toThrow('cannot start AnyDesk');
  });
});

describe('the page for what went wrong elsewhere', () => {
  it.each([
    [404, 'There is nothing here', '這裡沒有內容'],
    [403, 'This did not come from our page', '這個動作不是從我們的頁面送出的'],
    [413, 'This could not be read', '無法讀取送出的內容'],
    [429, 'Too many tries', '次數太多了'],
    [500, 'Something went wrong here', '這裡發生了問題'],
    [503, 'Something went wrong here', '這裡發生了問題'],
  ])('with status %i says what to do in every language', (status, english, chinese) => {
    const page = createErrorPage(createPages({ publicUrl: PUBLIC_URL }))({ status });
    expect(page).toContain(english);
    expect(page).toContain(chinese);
  });
});

describe('a phone number', () => {
  it('becomes a link only when it is one', () => {
    expect(phoneLink('+886 2 1234-5678')).toBe('tel:+886212345678');
    expect(['call us', '12', '+1;ext=javascript:', '1'.repeat(20)].map(phoneLink)).toEqual([null, null, null, null]);
  });
});
