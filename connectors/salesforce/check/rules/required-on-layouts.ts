import { rootsOf } from '../metadata-model.ts';
import { textsIn } from '../xml.ts';
import type { ProjectRule } from './rule.ts';

/** Salesforce refuses a layout on which a required field is missing. */
export const requiredOnLayouts: ProjectRule = (files, { fields }) =>
  rootsOf(files, 'Layout').flatMap(([file, root]) => {
    const object = file.replace(/^.*\/layouts\/([^-]+)-.*$/, '$1');
    const shown = new Set(textsIn(root, 'field'));
    return fields
      .filter((field) => field.object === object && field.isRequired && !shown.has(field.name))
      .map(({ name }) => ({ file, message: `${name} is required and must be on the layout.` }));
  });
