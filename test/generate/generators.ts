import { appChecksReference } from './app-checks.ts';
import type { Generator } from './generator.ts';
import { lifecycleReference } from './lifecycle/lifecycle-reference.ts';
import { mailsReference } from './mails.ts';
import { openApiReference } from './openapi.ts';
import { panelTexts } from './panel-texts/panel-texts.ts';
import { schemaReference } from './schema.ts';

/** Every generated file. A new one is one line here. */
export const GENERATORS: readonly Generator[] = [
  appChecksReference,
  lifecycleReference,
  mailsReference,
  openApiReference,
  ...panelTexts,
  schemaReference,
];
