import { readdirSync, readFileSync } from 'node:fs';
import type en from '../../templates/locales/en.json';

/** Every text there is, by its dotted path: `join.invitation.title`. A text with plural forms is one key. */
export type TextKey = Keys<typeof en>;

type Keys<Node, Path extends string = ''> = {
  [Name in keyof Node & string]: Node[Name] extends string
    ? `${Path}${Name}`
    : Node[Name] extends { readonly other: string; readonly one: string }
      ? `${Path}${Name}`
      : Keys<Node[Name], `${Path}${Name}.`>;
}[keyof Node & string];

/** One text: plain, or a form for each plural category the language knows. */
export type Entry = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** One language: one file in `templates/locales`. */
export type Locale = {
  /** BCP 47, the file's name. */
  readonly tag: string;
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly entries: ReadonlyMap<string, Entry>;
};

const FOLDER = new URL('../../templates/locales/', import.meta.url);
const FILE = /^([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.json$/;
const PLURALS: ReadonlySet<string> = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

export class TextFault extends Error {
  readonly code = 'text-unusable';
}

/** Reads every language in the folder. Throws `TextFault` when a file cannot be used. */
export function readLocales(folder: URL = FOLDER): readonly Locale[] {
  const tags = readdirSync(folder).flatMap((file) => FILE.exec(file)?.[1] ?? []);
  return tags.toSorted().map((tag) => readLocale(folder, tag));
}

function readLocale(folder: URL, tag: string): Locale {
  const tree: unknown = JSON.parse(readFileSync(new URL(`${tag}.json`, folder), 'utf8'));
  const entries = new Map<string, Entry>();
  collect(tree, '', entries);
  const told = (name: string): string => {
    const entry = entries.get(`language.${name}`);
    if (typeof entry !== 'string') throw new TextFault(`${tag}.json does not say language.${name}`);
    return entry;
  };
  if (told('tag') !== tag) throw new TextFault(`${tag}.json says that it is ${told('tag')}`);
  return { tag, name: told('name'), direction: told('direction') === 'rtl' ? 'rtl' : 'ltr', entries };
}

function collect(node: unknown, path: string, into: Map<string, Entry>): void {
  if (typeof node === 'string') into.set(path, node);
  else if (isPluralForms(node)) into.set(path, node);
  else if (typeof node === 'object' && node !== null && !Array.isArray(node)) {
    for (const [name, child] of Object.entries(node)) collect(child, path === '' ? name : `${path}.${name}`, into);
  } else throw new TextFault(`${path} is neither text nor a section`);
}

function isPluralForms(node: unknown): node is Exclude<Entry, string> {
  if (typeof node !== 'object' || node === null || !('other' in node)) return false;
  return Object.entries(node).every(([name, form]) => PLURALS.has(name) && typeof form === 'string');
}
