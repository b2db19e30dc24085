import type { Generator } from '../generator.ts';
import type { PanelLanguage } from './panel-languages.ts';
import { members, quoted } from './script-text.ts';

const FOLDER = 'connectors/freshservice/fdk/app/scripts/texts';
const MADE = '// Written by "npm run generated" from templates/panel-texts. Change the texts there.';

/** The texts of the Freshservice app: a script for each language, and the list from which the app picks the one it loads. */
export function freshserviceTexts(languages: readonly PanelLanguage[]): readonly Generator[] {
  return [
    { file: `${FOLDER}/tags.js`, make: async () => listOf(languages) },
    ...languages.map((language) => ({ file: `${FOLDER}/${language.tag}.js`, make: async () => textsOf(language) })),
  ];
}

function listOf(languages: readonly PanelLanguage[]): string {
  const tags = languages.map(({ tag }) => quoted(tag)).join(', ');
  return `'use strict';\n\n${MADE}\nSR.share('tags', { all: [${tags}] });\n`;
}

function textsOf({ tag, freshservice }: PanelLanguage): string {
  return `'use strict';\n\n${MADE}\nSR.addLanguage(${quoted(tag)}, {\n${members(freshservice)}});\n`;
}
