import type { Finding } from '../finding.ts';
import type { MetadataModel } from '../metadata-model.ts';
import type { SourceFiles } from '../source-files.ts';

/** Looks at the whole project and says what does not fit together. */
export type ProjectRule = (files: SourceFiles, model: MetadataModel) => readonly Finding[];
