import { type Field, type MetadataModel, rootsOf } from '../metadata-model.ts';
import type { SourceFiles } from '../source-files.ts';
import { childrenOf, textOf, type XmlElement } from '../xml.ts';
import type { ProjectRule } from './rule.ts';

const FOLDER = 'force-app-translations/main/default/objectTranslations';
const LANGUAGE = 'zh_TW';

/** Every field, picklist value and message of our objects has its translation, and no translation is of something else. */
export const translations: ProjectRule = (files, model) => [...ofFields(files, model), ...ofMessages(files, model)];

function ofFields(files: SourceFiles, { fields }: MetadataModel) {
  const translated = new Map(rootsOf(files, 'CustomFieldTranslation'));
  const expected = new Map(
    fields.flatMap((field) => (field.object.endsWith('__c') ? [[fileOf(field), field] as const] : [])),
  );
  return [
    ...[...expected].flatMap(([file, field]) =>
      troubles(field, translated.get(file)).map((message) => ({ file, message })),
    ),
    ...[...translated.keys()]
      .filter((file) => !expected.has(file))
      .map((file) => ({ file, message: 'It translates a field that is not there.' })),
  ];
}

function troubles({ object, name, values }: Field, translation: XmlElement | undefined): readonly string[] {
  if (translation === undefined) return [`${object}.${name} has no translation.`];
  const translated = childrenOf(translation, 'picklistValues').map((value) => textOf(value, 'masterLabel') ?? '');
  const known = values.map(({ label }) => label);
  return [
    ...known.filter((label) => !translated.includes(label)).map((label) => `"${label}" has no translation.`),
    ...translated.filter((label) => !known.includes(label)).map((label) => `"${label}" is no value of the picklist.`),
  ];
}

function ofMessages(files: SourceFiles, { rules }: MetadataModel) {
  const translated = new Map(
    rootsOf(files, 'CustomObjectTranslation').map(([file, root]) => [
      file,
      new Set(childrenOf(root, 'validationRules').map((rule) => textOf(rule, 'name'))),
    ]),
  );
  return rules.flatMap(({ object, name }) => {
    const file = `${FOLDER}/${object}-${LANGUAGE}/${object}-${LANGUAGE}.objectTranslation-meta.xml`;
    if (translated.get(file)?.has(name) === true) return [];
    return [{ file, message: `The message of ${name} has no translation.` }];
  });
}

function fileOf({ object, name }: Field): string {
  return `${FOLDER}/${object}-${LANGUAGE}/${name}.fieldTranslation-meta.xml`;
}
