import { rulesMarkdown } from '../../connectors/freshservice/check/rules-markdown.ts';
import type { Generator } from './generator.ts';

/** Everything that is checked of the Freshservice app. */
export const appChecksReference: Generator = {
  file: 'docs/reference/freshservice-app-checks.md',
  make: async () => rulesMarkdown(),
};
