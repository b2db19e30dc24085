import { OWN_RULES } from './eslint-rules/all.ts';
import { FDK_RULES, FRONT_RULES, SERVER_RULES } from './lint/fdk-rules.ts';
import { RULES } from './rules.ts';

/** The page of the documentation that lists everything that is checked. */
export function rulesMarkdown(): string {
  const beyond = Object.keys({ ...FRONT_RULES, ...SERVER_RULES });
  return [
    '# What is checked of the Freshservice app',
    '',
    'By `npm run session-requests freshservice check`. How to use it: [the guide](../guides/freshservice.md).',
    '',
    '## The app as a whole',
    '',
    '| Rule | When it finds nothing |',
    '|---|---|',
    ...RULES.map(({ name, promise }) => `| ${name} | ${promise} |`),
    '',
    '## Its scripts',
    '',
    'ES2020, classic scripts. Comments cannot switch a rule off.',
    '',
    '| Rule | When it finds nothing |',
    '|---|---|',
    ...Object.entries(OWN_RULES).map(([name, { meta }]) => `| lint/${name} | ${meta.docs.description} |`),
    '',
    `ESLint's own, the ${Object.keys(FDK_RULES).length} that the FDK runs: ${Object.keys(FDK_RULES).toSorted().join(', ')}.`,
    '',
    `Beyond the FDK: ${beyond.join(', ')}.`,
    '',
  ].join('\n');
}
