import type { Generator } from '../generator.ts';
import { freshserviceTexts } from './freshservice-texts.ts';
import { readPanelLanguages } from './panel-languages.ts';
import { salesforceTexts } from './salesforce-texts.ts';

const languages = readPanelLanguages();

/** What both panels say, each in its own form, out of one file a language. */
export const panelTexts: readonly Generator[] = [...freshserviceTexts(languages), ...salesforceTexts(languages)];
