import { rootsOf } from '../metadata-model.ts';
import type { SourceFiles } from '../source-files.ts';
import { textsIn } from '../xml.ts';
import type { ProjectRule } from './rule.ts';

/** Reports rest on a report type of ours, the dashboard on reports of ours. Salesforce calls a report type of ours by its name and `__c`. */
export const reportReferences: ProjectRule = (files) => [
  ...pointing(
    files,
    'Report',
    'reportType',
    names(files, 'ReportType').map((name) => `${name}__c`),
  ),
  ...pointing(files, 'Dashboard', 'report', names(files, 'Report')),
];

/** `Name` of a report type, `Folder/Name` of a report. */
function names(files: SourceFiles, kind: string): readonly string[] {
  return rootsOf(files, kind).map(([file]) =>
    file.replace(/^.*?\/(reports|reportTypes)\//, '').replace(/\.\w+-meta\.xml$/, ''),
  );
}

function pointing(files: SourceFiles, kind: string, element: string, known: readonly string[]) {
  return rootsOf(files, kind).flatMap(([file, root]) =>
    textsIn(root, element)
      .filter((name) => !known.includes(name))
      .map((name) => ({ file, message: `${element} is ${name}; there are only ${known.join(', ')}.` })),
  );
}
