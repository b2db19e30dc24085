import type { XmlElement } from '../xml.ts';
import type { ProjectRule } from './rule.ts';

// Longest texts that Salesforce takes, by kind of file and element.
const LONGEST: Readonly<Record<string, number>> = {
  'CompactLayout/label': 40,
  'CustomField/description': 1000,
  'CustomField/inlineHelpText': 510,
  'CustomField/label': 40,
  'CustomNotificationType/description': 255,
  'CustomObject/description': 1000,
  'CustomObject/label': 40,
  'CustomObject/pluralLabel': 40,
  'CustomPermission/description': 255,
  'CustomTab/description': 1000,
  'Dashboard/description': 255,
  'Dashboard/title': 80,
  'Flow/description': 1000,
  'ListView/label': 40,
  'PermissionSet/description': 255,
  'PermissionSet/label': 80,
  'QuickAction/description': 255,
  'Report/description': 255,
  'Report/name': 40,
  'ReportType/description': 255,
  'ReportType/label': 50,
  'ValidationRule/description': 255,
  'ValidationRule/errorConditionFormula': 3900,
  'ValidationRule/errorMessage': 255,
  'ValidationRule/fullName': 40,
};

/** Texts that are longer than Salesforce takes make the whole deployment fail. */
export const lengths: ProjectRule = (files) =>
  [...files].flatMap(([file, { xml }]) => {
    if (xml?.ok !== true) return [];
    const { root } = xml;
    return root.children.flatMap((child) => tooLong(root, child)).map((message) => ({ file, message }));
  });

function tooLong(root: XmlElement, child: XmlElement): readonly string[] {
  const longest = LONGEST[`${root.name}/${child.name}`];
  if (longest === undefined || child.text.length <= longest) return [];
  return [`${child.name} has ${child.text.length} characters; Salesforce takes ${longest}.`];
}
