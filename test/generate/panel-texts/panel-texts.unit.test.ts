import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readPanelLanguages } from './panel-languages.ts';
import { members } from './script-text.ts';

const FOLDER = new URL('../../../templates/panel-texts/', import.meta.url);
const SECTIONS = ['both', 'freshservice', 'salesforce'] as const;
type Words = Readonly<Record<string, string>>;
type File = Readonly<Record<(typeof SECTIONS)[number], Words>>;

const read = (tag: string): File => JSON.parse(readFileSync(new URL(`${tag}.json`, FOLDER), 'utf8')) as File;
const places = (text: string): string => [...new Set(text.match(/\{[^}]*\}/g) ?? [])].toSorted().join(' ');
const english = read('en');
const tags = readPanelLanguages().map(({ tag }) => tag);

/** What is written alike in both languages on purpose: names of products, and words that crossed the border. */
const ALIKE = 25;

describe.each(tags)('what the panels say in %s', (tag) => {
  const file = read(tag);

  it.each(SECTIONS)('has every text of %s, none more, with the places of the English one', (section) => {
    const shape = (words: Words): readonly string[] =>
      Object.entries(words)
        .map(([key, text]) => `${key} ${places(text)}`)
        .toSorted();
    expect(shape(file[section])).toEqual(shape(english[section]));
  });

  it('is plain text: no markup, no empty text, no stray spaces, nothing that cannot be seen', () => {
    const all = SECTIONS.flatMap((section) => Object.values(file[section]));
    expect(all.filter((text) => /[<>]|^\s|\s$|^$|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text))).toEqual([]);
  });

  it('has no text twice: what both panels say stands in one place', () => {
    for (const section of ['freshservice', 'salesforce'] as const) {
      for (const key of Object.keys(file[section])) expect(Object.keys(file.both)).not.toContain(key);
    }
  });
});

describe.each(tags.filter((tag) => tag !== 'en'))('what the panels say in %s', (tag) => {
  it('is not English that was left over', () => {
    const file = read(tag);
    const same = SECTIONS.flatMap((section) =>
      Object.entries(file[section])
        .filter(([key, text]) => text === english[section][key])
        .map(([, text]) => text),
    );
    const sentences = same.filter((text) => / .+\.$/.test(text));
    expect({ sentences, isFew: same.length < ALIKE }).toEqual({ sentences: [], isFew: true });
  });
});

describe('the files of both panels', () => {
  it('cannot be broken by what a text holds', () => {
    const written = members({ "it's": 'it\'s \\ "quoted"\n</script>', plain: 'words' });
    expect(written).toBe(String.raw`  'it\'s': 'it\'s \\ "quoted"\n</script>',` + "\n  plain: 'words',\n");
  });

  it('are made of nothing but the languages in the folder', () => {
    expect(readdirSync(FOLDER).toSorted()).toEqual(tags.map((tag) => `${tag}.json`).toSorted());
    expect(tags[0]).toBe('en');
  });
});
