import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { CONSENT_TEXT_VERSION, CONSENT_TEXTS } from './consent-text.ts';
import { type Entry, readLocales } from './locale.ts';
import { CONSOLE_LANGUAGES, LANGUAGES, texts } from './texts.ts';

const LOCALES = readLocales();
const ENGLISH = LOCALES.find(({ tag }) => tag === 'en');
/** What somebody else's page calls a thing, in every language: it has to be found there. */
const NAMES: ReadonlySet<string> = new Set(['console.sms.token']);
const ROOT = new URL('../../', import.meta.url);

const placeholders = (entry: Entry | undefined): string[] => {
  const forms = typeof entry === 'string' ? [entry] : Object.values(entry ?? {});
  return [...new Set(forms.flatMap((form) => form.match(/\{[^}]*\}/g) ?? []))].toSorted();
};

describe.each(LOCALES.map((locale) => [locale.tag, locale] as const))('the texts in %s', (tag, locale) => {
  it('are all there that an end user reads', () => {
    const wanted = [...keysOfFiles(['common', 'join', 'join-steps', 'mail', 'sms'])];
    expect(wanted.length).toBeGreaterThan(200);
    expect(wanted.filter((key) => !locale.entries.has(key))).toEqual([]);
  });

  it('are texts that English has too', () => {
    expect([...locale.entries.keys()].filter((key) => ENGLISH?.entries.has(key) !== true)).toEqual([]);
  });

  it('say the same things: each has the placeholders of the English text', () => {
    const differing = [...locale.entries].filter(
      ([key, entry]) => placeholders(entry).join() !== placeholders(ENGLISH?.entries.get(key)).join(),
    );
    expect(differing).toEqual([]);
  });

  it('have a form for every kind of number that the language tells apart, and no other form', () => {
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.toSorted().join();
    const others = [...locale.entries].filter(
      ([, entry]) => typeof entry !== 'string' && Object.keys(entry).toSorted().join() !== categories,
    );
    expect(others).toEqual([]);
  });

  it('are plain text: no markup, no empty text, no stray spaces, nothing that cannot be seen', () => {
    const forms = [...locale.entries.values()].flatMap((entry) =>
      typeof entry === 'string' ? [entry] : Object.values(entry),
    );
    expect(forms.filter((form) => /[<>]|\{\{|^\s|\s$|^$|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(form))).toEqual(
      [],
    );
  });
});

describe.each(LOCALES.filter(({ tag }) => tag !== 'en').map(({ tag, entries }) => [tag, entries] as const))(
  'no text in %s',
  (_tag, entries) => {
    it('is a sentence of English that was left over', () => {
      const forms = (entry: Entry | undefined): readonly string[] =>
        typeof entry === 'string' ? [entry] : Object.values(entry ?? {});
      const left = [...entries].filter(([key, entry]) => {
        const english = forms(ENGLISH?.entries.get(key));
        return forms(entry).some((form) => english.includes(form) && /[a-z]{2,}[^{}]* [a-z]{2,}/.test(form));
      });
      expect(left.map(([key]) => key).filter((key) => !NAMES.has(key))).toEqual([]);
    });
  },
);

describe('the console', () => {
  it('is offered in the languages that have every word of it', () => {
    const keys = [...keysOfFiles(readdirSync(new URL('templates/locales/en', ROOT)).map((file) => file.slice(0, -5)))];
    const whole = LOCALES.filter(({ entries }) =>
      keys.every((key) => !/^(console|oauth)\./.test(key) || entries.has(key)),
    );
    expect(CONSOLE_LANGUAGES.toSorted()).toEqual(whole.map(({ tag }) => tag).toSorted());
    // A text that stands in English alone would silently take the console away from readers of the others.
    expect(CONSOLE_LANGUAGES).toEqual(LANGUAGES);
  });
});

describe.each(['zh-TW', 'zh-CN'])('the texts in %s', (wanted) => {
  it('use full-width punctuation beside Chinese characters', () => {
    const forms = [...(LOCALES.find(({ tag }) => tag === wanted)?.entries ?? [])];
    const wrong = forms.filter(([, entry]) =>
      /\p{Script=Han}[,?!:;()]|[,?!:;()]\p{Script=Han}/u.test(JSON.stringify(entry)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('every text', () => {
  const sources = [...filesBelow('server'), ...filesBelow('templates')].map((file) =>
    readFileSync(new URL(file, ROOT), 'utf8'),
  );
  const all = sources.join('\n');
  const patterns = [...dynamicKeys(all)];

  it('is used somewhere', () => {
    const keys = [...(ENGLISH?.entries.keys() ?? [])].filter(
      // Reasons and findings are found by what they say (reason-text).
      (key) => !/^(language|timeline|console|refusal|reason|finding)\./.test(key),
    );
    const unused = keys.filter((key) => !isNamed(all, key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it('that a template names is there', () => {
    const named = [...all.matchAll(/\{\{~?t "([^"]+)"|\(t "([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? '');
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((key) => !ENGLISH?.entries.has(key))).toEqual([]);
  });
});

describe('the text of the consent', () => {
  it('has a new version whenever its words change', () => {
    const words = LOCALES.map(({ tag, entries }) => [tag, CONSENT_TEXTS.map((key) => entries.get(key))]);
    const hash = createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
    expect({ version: CONSENT_TEXT_VERSION, hash }).toEqual({ version: '2026-11-c', hash: 'eeaf8d58afafa714' });
  });

  it('names agent, address and the right to stop', () => {
    const text = texts('en').t('join.consent.tick', { named: 'Anna Ng, Acme', address: '123 456 789' });
    expect(text).toMatch(/Anna Ng, Acme.*123 456 789.*stop/);
  });
});

/** The keys that stand in these files of English. */
function keysOfFiles(files: readonly string[]): ReadonlySet<string> {
  const pathsBelow = (node: object, path: string): string[] =>
    Object.entries(node).flatMap(([name, child]: [string, unknown]) =>
      typeof child === 'object' && child !== null && !('other' in child && 'one' in child)
        ? pathsBelow(child, `${path}${name}.`)
        : [`${path}${name}`],
    );
  const read = (file: string): object =>
    JSON.parse(readFileSync(new URL(`templates/locales/en/${file}.json`, ROOT), 'utf8')) as object;
  return new Set(files.flatMap((file) => pathsBelow(read(file), '')));
}

function filesBelow(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(hbs|ts)$/.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(ROOT.pathname.length));
}

const isNamed = (source: string, key: string): boolean =>
  [`'${key}'`, `"${key}"`].some((literal) => source.includes(literal));

/** Keys put together while running: `outcome.${…}` in code, `(concat "mail." section ".lead")` in templates. */
function* dynamicKeys(source: string): Generator<RegExp> {
  for (const [, key = ''] of source.matchAll(/`([a-z]\w*(?:\.(?:\w|\$\{[^}`]*\}+)+)+)`/g)) {
    if (key.includes('$')) yield keyPattern(key.split(/\$\{.*?\}+/));
  }
  for (const [, parts = ''] of source.matchAll(/\(concat ([^)]+)\)/g)) {
    yield keyPattern(
      parts
        .replaceAll(/" [\w.]+ "/g, '\n')
        .replaceAll(/" [\w.]+$/g, '\n')
        .replaceAll('"', '')
        .split('\n'),
    );
  }
}

function keyPattern(literals: readonly string[]): RegExp {
  return new RegExp(`^${literals.map((literal) => literal.replaceAll('.', '\\.')).join('[^.]+')}$`);
}
