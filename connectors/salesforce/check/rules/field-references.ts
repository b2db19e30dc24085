import { rootsOf } from '../metadata-model.ts';
import type { SourceFiles } from '../source-files.ts';
import { childrenOf, textOf, textsIn } from '../xml.ts';
import type { ProjectRule } from './rule.ts';

const STANDARD = ['Name', 'CreatedById', 'CreatedDate', 'LastModifiedById'];

/** Layouts, list views, formulas, report types, reports, the dashboard and the flow name only fields that there are. */
export const fieldReferences: ProjectRule = (files, { fields }) => {
  const known = new Set(fields.map(({ object, name }) => `${object}.${name}`));
  return used(files)
    .filter(({ object, field }) => !STANDARD.includes(field) && !known.has(`${object}.${field}`))
    .map(({ file, object, field }) => ({ file, message: `${object} has no field ${field}.` }));
};

type Use = { readonly file: string; readonly object: string; readonly field: string };

function used(files: SourceFiles): readonly Use[] {
  return [
    ...uses(
      files,
      'Layout',
      (file) => file.replace(/^.*\/layouts\/([^-]+)-.*$/, '$1'),
      (root) => textsIn(root, 'field'),
    ),
    ...uses(files, 'ListView', objectOf, (root) => [...textsIn(root, 'columns'), ...textsIn(root, 'field')]),
    ...uses(files, 'CompactLayout', objectOf, (root) => textsIn(root, 'fields')),
    ...uses(files, 'CustomObject', objectOf, (root) =>
      childrenOf(root, 'searchLayouts').flatMap(({ children }) => children.map(({ text }) => text)),
    ),
    ...uses(files, 'ValidationRule', objectOf, (root) => fieldsIn(textOf(root, 'errorConditionFormula') ?? '')),
    ...uses(files, 'CustomField', objectOf, (root) => fieldsIn(textOf(root, 'formula') ?? '')),
    ...rootsOf(files, 'Flow').flatMap(([file, root]) =>
      childrenOf(root, 'recordCreates').flatMap((create) =>
        textsIn(create, 'field').map((field) => ({ file, object: textOf(create, 'object') ?? '', field })),
      ),
    ),
    ...uses(files, 'ReportType', requests, (root) =>
      childrenOf(root, 'sections')
        .flatMap((section) => childrenOf(section, 'columns'))
        .flatMap((column) => (textOf(column, 'table') === 'Case' ? [] : [textOf(column, 'field') ?? ''])),
    ),
    ...['Report', 'Dashboard'].flatMap((kind) =>
      uses(files, kind, requests, (root) =>
        ['field', 'column', 'groupingColumn', 'dateColumn']
          .flatMap((name) => textsIn(root, name))
          .flatMap((path) => (path.includes('Session_Requests__r$') ? [path.split('$')[1] ?? ''] : [])),
      ),
    ),
  ];
}

type Root = ReturnType<typeof rootsOf>[number][1];

function uses(
  files: SourceFiles,
  kind: string,
  object: (file: string) => string,
  names: (root: Root) => readonly string[],
): readonly Use[] {
  return rootsOf(files, kind).flatMap(([file, root]) =>
    names(root).map((field) => ({ file, object: object(file), field })),
  );
}

function objectOf(file: string): string {
  return file.replace(/^.*\/objects\/([^/]+)\/.*$/, '$1');
}

function requests(): string {
  return 'Session_Request__c';
}

function fieldsIn(formula: string): readonly string[] {
  return formula.match(/\b[A-Za-z0-9_]+__c\b/g) ?? [];
}
