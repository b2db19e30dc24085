import type { Finding } from './finding.ts';
import { metadataModel } from './metadata-model.ts';
import { apiVersions } from './rules/api-versions.ts';
import { componentReferences } from './rules/component-references.ts';
import { customerMetadata } from './rules/customer-metadata.ts';
import { fieldReferences } from './rules/field-references.ts';
import { lengths } from './rules/lengths.ts';
import { permissionFields } from './rules/permission-fields.ts';
import { permissionObjects } from './rules/permission-objects.ts';
import { picklists } from './rules/picklists.ts';
import { reportReferences } from './rules/report-references.ts';
import { requiredOnLayouts } from './rules/required-on-layouts.ts';
import type { ProjectRule } from './rules/rule.ts';
import { translations } from './rules/translations.ts';
import type { SourceFiles } from './source-files.ts';

const RULES: readonly ProjectRule[] = [
  apiVersions,
  componentReferences,
  customerMetadata,
  fieldReferences,
  lengths,
  permissionFields,
  permissionObjects,
  picklists,
  reportReferences,
  requiredOnLayouts,
  translations,
];

/** What does not fit together in the project, beyond what the types of single files say. */
export function checkProject(files: SourceFiles): readonly Finding[] {
  const model = metadataModel(files);
  return RULES.flatMap((rule) => rule(files, model));
}
