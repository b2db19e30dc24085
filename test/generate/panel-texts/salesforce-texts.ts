import type { Generator } from '../generator.ts';
import type { PanelLanguage } from './panel-languages.ts';
import { members, quoted } from './script-text.ts';

const FOLDER = 'connectors/salesforce/force-app/main/default/lwc';
const MADE = 'Written by "npm run generated" from templates/panel-texts. Change the texts there.';

/** An org takes no more than 131,072 bytes in one bundle: the languages are parted by their script, and those of the Latin one once more. */
const BUNDLES = [
  { name: 'sessionRequestTextsLatin', isIn: (language: PanelLanguage) => isLatin(language) && isEarly(language) },
  { name: 'sessionRequestTextsLatinMore', isIn: (language: PanelLanguage) => isLatin(language) && !isEarly(language) },
  { name: 'sessionRequestTextsOther', isIn: (language: PanelLanguage) => !isLatin(language) },
];

/** The texts of the Salesforce panel: a file for each language, and for each bundle the one that names its languages. */
export function salesforceTexts(languages: readonly PanelLanguage[]): readonly Generator[] {
  return BUNDLES.flatMap(({ name, isIn }) => {
    const own = languages.filter(isIn);
    return [
      { file: `${FOLDER}/${name}/${name}.js`, make: async () => listOf(own) },
      ...own.map((language) => ({
        file: `${FOLDER}/${name}/${fileOf(language)}.js`,
        make: async () => textsOf(language),
      })),
    ];
  });
}

function isLatin({ tag }: PanelLanguage): boolean {
  return new Intl.Locale(tag).maximize().script === 'Latn';
}

/** By the alphabet of the tags: each language keeps its place when others come. */
function isEarly({ tag }: PanelLanguage): boolean {
  return tag < 'j';
}

/** `pt-BR` as a name in a script. */
function fileOf({ tag }: PanelLanguage): string {
  return tag.replaceAll('-', '');
}

function listOf(languages: readonly PanelLanguage[]): string {
  const imports = languages.map((language) => `import ${fileOf(language)} from './${fileOf(language)}';\n`).join('');
  const all = languages.map((language) => `  ${quoted(language.tag)}: ${fileOf(language)},\n`).join('');
  const type = '@type {Readonly<Record<string, Readonly<Record<string, string>>>>}';
  return `${imports}\n/** ${MADE} ${type} */\nexport default Object.freeze({\n${all}});\n`;
}

function textsOf({ tag, salesforce }: PanelLanguage): string {
  const type = '@type {Readonly<Record<string, string>>}';
  return `/** The panel's words: ${tag}. ${MADE} ${type} */\nexport default Object.freeze({\n${members(salesforce)}});\n`;
}
