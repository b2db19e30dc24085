import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { LANGUAGES, type Texts } from '../texts/texts.ts';
import { type Assets, createAssets } from './assets.ts';
import { HELPERS, type PageData } from './helpers.ts';

/** Makes pages and mails of templates. A template sees its view and nothing else; a field the view lacks is a fault. */
export type Pages = {
  /** `name` is the file below `templates` without its ending: `join/invitation`, or `mails/invitation.txt` for plain text. `languages`: what its reader can change to, if not all. */
  render(name: string, view: object, texts: Texts, languages?: readonly string[]): string;
  readonly assets: Assets;
};

type Options = { readonly publicUrl: string; readonly folder?: URL; readonly assets?: Assets };

const FOLDER = new URL('../../templates/', import.meta.url);
const ENDING = '.hbs';
const STRICT = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true])),
} as const;

/** Reads and compiles every template below `templates`. All templates are ours: none comes from a person or a database. */
export function createPages({ publicUrl, folder = FOLDER, assets = createAssets() }: Options): Pages {
  const html = Handlebars.create();
  const plain = Handlebars.create();
  html.registerHelper(HELPERS);
  plain.registerHelper(HELPERS);
  const templates = new Map<string, HandlebarsTemplateDelegate>();
  for (const name of namesBelow(folder)) {
    const source = readFileSync(new URL(`${name}${ENDING}`, folder), 'utf8');
    const isPlain = name.endsWith('.txt');
    // A text mail is not markup: `&amp;` in it would be read as it stands.
    const template = isPlain
      ? plain.compile(source, { ...STRICT, noEscape: true })
      : html.compile(source, { ...STRICT, preventIndent: true });
    templates.set(name, template);
    (isPlain ? plain : html).registerPartial(name, template);
  }
  return {
    assets,
    render: (name, view, texts, languages = LANGUAGES) => {
      const template = templates.get(name);
      if (template === undefined) throw new Error(`there is no template ${name}`);
      const page: PageData = { texts, assets, publicUrl, languages };
      return template(view, { data: { page } });
    },
  };
}

/** Template names as paths below the folder, without the ending. */
export function namesBelow(folder: URL = FOLDER): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ENDING))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.pathname.length, -ENDING.length))
    .map((name) => name.replace(/^\//, ''))
    .toSorted();
}
