import type { SourceFiles } from './source-files.ts';
import { childrenOf, textOf, textsIn, type XmlElement } from './xml.ts';

export type Field = {
  readonly file: string;
  readonly object: string;
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly isRequired: boolean;
  /** Null for a field that holds a value of its own. */
  readonly formula: string | null;
  /** Values of a picklist: what is stored, and what people read. */
  readonly values: readonly { readonly name: string; readonly label: string }[];
};

export type ValidationRule = {
  readonly file: string;
  readonly object: string;
  readonly name: string;
  readonly formula: string;
};

export type ObjectRight =
  | 'allowCreate'
  | 'allowRead'
  | 'allowEdit'
  | 'allowDelete'
  | 'viewAllRecords'
  | 'modifyAllRecords';

export type PermissionSet = {
  readonly file: string;
  readonly name: string;
  readonly objects: ReadonlyMap<string, ReadonlySet<ObjectRight>>;
  /** By `Object.Field`: whether it may be edited. What is not readable is not in it. */
  readonly fields: ReadonlyMap<string, { readonly isEditable: boolean }>;
};

/** Our objects, rules and permission sets, as their files describe them. */
export type MetadataModel = {
  readonly fields: readonly Field[];
  readonly rules: readonly ValidationRule[];
  readonly permissionSets: readonly PermissionSet[];
};

/** Reads the model. Files that are not XML are left out: the check against the WSDL tells of them. */
export function metadataModel(files: SourceFiles): MetadataModel {
  return {
    fields: rootsOf(files, 'CustomField').map(([file, root]) => fieldOf(file, root)),
    rules: rootsOf(files, 'ValidationRule').map(([file, root]) => ({
      file,
      object: objectOf(file),
      name: textOf(root, 'fullName') ?? '',
      formula: textOf(root, 'errorConditionFormula') ?? '',
    })),
    permissionSets: rootsOf(files, 'PermissionSet').map(([file, root]) => permissionSetOf(file, root)),
  };
}

/** Root elements of one kind, with their files. */
export function rootsOf(files: SourceFiles, kind: string): readonly (readonly [string, XmlElement])[] {
  return [...files].flatMap(([file, { xml }]) =>
    xml?.ok === true && xml.root.name === kind ? [[file, xml.root] as const] : [],
  );
}

function fieldOf(file: string, root: XmlElement): Field {
  const type = textOf(root, 'type') ?? '';
  return {
    file,
    object: objectOf(file),
    name: textOf(root, 'fullName') ?? '',
    type,
    label: textOf(root, 'label') ?? '',
    isRequired: textOf(root, 'required') === 'true' || type === 'MasterDetail',
    formula: textOf(root, 'formula'),
    values: valuesIn(root).map((value) => ({
      name: textOf(value, 'fullName') ?? '',
      label: textOf(value, 'label') ?? '',
    })),
  };
}

function valuesIn(root: XmlElement): readonly XmlElement[] {
  return childrenOf(root, 'valueSet')
    .flatMap((set) => childrenOf(set, 'valueSetDefinition'))
    .flatMap((definition) => childrenOf(definition, 'value'));
}

function permissionSetOf(file: string, root: XmlElement): PermissionSet {
  const fields = childrenOf(root, 'fieldPermissions').filter((entry) => textOf(entry, 'readable') === 'true');
  return {
    file,
    name: file.replace(/^.*\/(.*)\.permissionset-meta\.xml$/, '$1'),
    objects: new Map(
      childrenOf(root, 'objectPermissions').map((entry) => [textsIn(entry, 'object')[0] ?? '', rightsOf(entry)]),
    ),
    fields: new Map(
      fields.map((entry) => [textOf(entry, 'field') ?? '', { isEditable: textOf(entry, 'editable') === 'true' }]),
    ),
  };
}

function rightsOf(entry: XmlElement): ReadonlySet<ObjectRight> {
  return new Set(entry.children.flatMap(({ name, text }) => (text === 'true' ? [name as ObjectRight] : [])));
}

function objectOf(file: string): string {
  return file.replace(/^.*\/objects\/([^/]+)\/.*$/, '$1');
}
