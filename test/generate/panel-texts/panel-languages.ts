import { readdirSync, readFileSync } from 'node:fs';

type Words = Readonly<Record<string, string>>;

/** What the panels say in one language: one file in `templates/panel-texts`. */
export type PanelLanguage = {
  /** BCP 47, the file's name. */
  readonly tag: string;
  readonly freshservice: Words;
  readonly salesforce: Words;
};

const FOLDER = new URL('../../../templates/panel-texts/', import.meta.url);
const LOCALES = new URL('../../../templates/locales/', import.meta.url);
const FIRST = 'en';

/** Every language of the panels, English first. Throws when a file does not have its three sections of texts. */
export function readPanelLanguages(): readonly PanelLanguage[] {
  const tags = readdirSync(FOLDER).flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []);
  return [FIRST, ...tags.filter((tag) => tag !== FIRST).toSorted()].map(readPanelLanguage);
}

function readPanelLanguage(tag: string): PanelLanguage {
  const file: unknown = JSON.parse(readFileSync(new URL(`${tag}.json`, FOLDER), 'utf8'));
  const both = { ...wordsOf(file, 'both', tag), ...reasonsIn(tag) };
  return {
    tag,
    freshservice: { ...both, ...wordsOf(file, 'freshservice', tag) },
    salesforce: { ...both, ...wordsOf(file, 'salesforce', tag) },
  };
}

/** Why something did not arrive: the same words as on the pages of the server. */
function reasonsIn(tag: string): Words {
  const file: unknown = JSON.parse(readFileSync(new URL(`${tag}/reasons.json`, LOCALES), 'utf8'));
  const reasons = Object.entries(wordsOf(file, 'reason', tag));
  return Object.fromEntries(reasons.map(([key, text]) => [`reason.${key}`, text]));
}

function wordsOf(file: unknown, section: string, tag: string): Words {
  const found = (file as Readonly<Record<string, unknown>>)[section];
  if (!isWords(found)) throw new Error(`templates/panel-texts/${tag}.json: "${section}" is not a list of texts`);
  return found;
}

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
}
