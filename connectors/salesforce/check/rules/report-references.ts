import { rootsOf } from '../metadata-model.ts';
import type { SourceFiles } from '../source-files.ts';
import { childrenOf, textOf, textsIn } from '../xml.ts';
import type { ProjectRule } from './rule.ts';

/** Reports rest on a report type of ours and count what is of this org, the dashboard on reports of ours. Salesforce calls a report type of ours by its name and `__c`. */
export const reportReferences: ProjectRule = (files) => [
  ...pointing(
    files,
    'Report',
    'reportType',
    names(files, 'ReportType').map((name) => `${name}__c`),
  ),
  ...pointing(files, 'Dashboard', 'report', names(files, 'Report')),
  ...rootsOf(files, 'Report').flatMap(([file, root]) => [
    ...missingColumns(files, root).map((field) => ({ file, message: `The report type has no column ${field}.` })),
    ...(leavesCopiesOut(root)
      ? []
      : [{ file, message: 'Records that a sandbox was copied with are counted: filter by Of_This_Org__c.' }]),
  ]),
];

type Root = ReturnType<typeof rootsOf>[number][1];

const OURS = 'Case.Session_Requests__r$';

/** A report may only use what its report type offers, filters too. */
function missingColumns(files: SourceFiles, report: Root): readonly string[] {
  const offered = rootsOf(files, 'ReportType')
    .flatMap(([, root]) => childrenOf(root, 'sections'))
    .flatMap((section) => childrenOf(section, 'columns'))
    .map((column) => `${textOf(column, 'table') ?? ''}$${textOf(column, 'field') ?? ''}`);
  return ['field', 'column', 'groupingColumn', 'dateColumn']
    .flatMap((name) => textsIn(report, name))
    .filter((path) => path.startsWith(OURS) && !offered.includes(path))
    .map((path) => path.slice(OURS.length));
}

function leavesCopiesOut(report: Root): boolean {
  return childrenOf(report, 'filter')
    .flatMap((filter) => childrenOf(filter, 'criteriaItems'))
    .some(
      (item) =>
        textOf(item, 'column') === `${OURS}Of_This_Org__c` &&
        textOf(item, 'operator') === 'equals' &&
        textOf(item, 'value') === '1',
    );
}

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
