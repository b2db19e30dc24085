import type { Generator } from '../generator.ts';
import type { PanelLanguage } from './panel-languages.ts';
import { members, quoted } from './script-text.ts';

const FOLDER = 'connectors/salesforce/force-app/main/default/lwc/sessionRequestTexts';
const MADE = 'Written by "npm run generated" from templates/panel-texts. Change the texts there.';

/** The texts of the Salesforce panel: a module for each language, and the one that names them all. */
export function salesforceTexts(languages: readonly PanelLanguage[]): readonly Generator[] {
  return [
    { file: `${FOLDER}/languages.js`, make: async () => listOf(languages) },
    ...languages.map((language) => ({
      file: `${FOLDER}/${nameOf(language)}.js`,
      make: async () => textsOf(language),
    })),
  ];
}

/** `pt-BR` as a name in a script. */
function nameOf({ tag }: PanelLanguage): string {
  return tag.replaceAll('-', '');
}

function listOf(languages: readonly PanelLanguage[]): string {
  const imports = languages.map((language) => `import ${nameOf(language)} from './${nameOf(language)}';\n`).join('');
  const all = languages.map((language) => `  ${quoted(language.tag)}: ${nameOf(language)},\n`).join('');
  const type = '@type {Readonly<Record<string, Readonly<Record<string, string>>>>}';
  return `${imports}\n/** ${MADE} ${type} */\nexport default Object.freeze({\n${all}});\n`;
}

function textsOf({ tag, salesforce }: PanelLanguage): string {
  const type = '@type {Readonly<Record<string, string>>}';
  return `/** The panel's words: ${tag}. ${MADE} ${type} */\nexport default Object.freeze({\n${members(salesforce)}});\n`;
}
