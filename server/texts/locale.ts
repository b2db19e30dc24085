import { readdirSync, readFileSync } from 'node:fs';
import type { TextTree } from './text-tree.ts';

/** Every text there is, by its dotted path: `join.invitation.title`. A text with plural forms is one key. */
export type TextKey = Keys<TextTree>;

type Keys<Node, Path extends string = ''> = {
  [Name in keyof Node & string]: Node[Name] extends string
    ? `${Path}${Name}`
    : Node[Name] extends { readonly other: string; readonly one: string }
      ? `${Path}${Name}`
      : Keys<Node[Name], `${Path}${Name}.`>;
}[keyof Node & string];

/** One text: plain, or a form for each plural category the language knows. */
export type Entry = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** One language: one folder in `templates/locales`, one file for each place where texts are read. */
export type Locale = {
  /** BCP 47, the folder's name. */
  readonly tag: string;
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly entries: ReadonlyMap<string, Entry>;
};

const FOLDER = new URL('../../templates/locales/', import.meta.url);
const TAG = /^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/;
const FILE = /^([a-z-]+)\.json$/;
const PLURALS: ReadonlySet<string> = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

export class TextFault extends Error {
  readonly code = 'text-unusable';
}

/** The languages that have a folder. Throws `TextFault` when something else lies there. */
export function localeTags(folder: URL = FOLDER): readonly string[] {
  const names = readdirSync(folder);
  const stray = names.find((name) => !TAG.test(name));
  if (stray !== undefined) throw new TextFault(`${stray} is no language: each has a folder with several files`);
  return names.toSorted();
}

/** Reads every language in the folder. Throws `TextFault` when a file cannot be used. */
export function readLocales(folder: URL = FOLDER): readonly Locale[] {
  return localeTags(folder).map((tag) => readLocale(tag, folder));
}

function filesOf(folder: URL, tag: string): readonly string[] {
  const files = readdirSync(new URL(`${tag}/`, folder));
  return files.flatMap((file) => FILE.exec(file)?.[1] ?? []).toSorted();
}

/** Reads one language. Throws `TextFault` when a file cannot be used. */
export function readLocale(tag: string, folder: URL = FOLDER): Locale {
  const entries = new Map<string, Entry>();
  for (const file of filesOf(folder, tag)) {
    const tree: unknown = JSON.parse(readFileSync(new URL(`${tag}/${file}.json`, folder), 'utf8'));
    collect(tree, '', entries);
  }
  const told = (name: string): string => {
    const entry = entries.get(`language.${name}`);
    if (typeof entry !== 'string') throw new TextFault(`${tag} does not say language.${name}`);
    return entry;
  };
  if (told('tag') !== tag) throw new TextFault(`${tag} says that it is ${told('tag')}`);
  return { tag, name: told('name'), direction: told('direction') === 'rtl' ? 'rtl' : 'ltr', entries };
}

function collect(node: unknown, path: string, into: Map<string, Entry>): void {
  if (typeof node === 'string' || isPluralForms(node)) {
    if (into.has(path)) throw new TextFault(`${path} stands in two files`);
    into.set(path, node);
  } else if (typeof node === 'object' && node !== null && !Array.isArray(node)) {
    for (const [name, child] of Object.entries(node)) collect(child, path === '' ? name : `${path}.${name}`, into);
  } else throw new TextFault(`${path} is neither text nor a section`);
}

function isPluralForms(node: unknown): node is Exclude<Entry, string> {
  if (typeof node !== 'object' || node === null || !('other' in node)) return false;
  return Object.entries(node).every(([name, form]) => PLURALS.has(name) && typeof form === 'string');
}
