import { rootsOf } from '../metadata-model.ts';
import { textsIn } from '../xml.ts';
import type { ProjectRule } from './rule.ts';

/** The quick action and the sample page show components that there are, and that may be shown there. */
export const componentReferences: ProjectRule = (files) => {
  const exposed = new Map(
    rootsOf(files, 'LightningComponentBundle').map(([file, root]) => [
      file.replace(/^.*\/lwc\/([^/]+)\/.*$/, '$1'),
      textsIn(root, 'isExposed').includes('true'),
    ]),
  );
  const uses = [
    ...rootsOf(files, 'QuickAction').map(([file, root]) => ({ file, names: textsIn(root, 'lightningWebComponent') })),
    ...rootsOf(files, 'FlexiPage').map(([file, root]) => ({
      file,
      names: textsIn(root, 'componentName').filter((name) => !name.includes(':')),
    })),
  ];
  return uses.flatMap(({ file, names }) =>
    names
      .filter((name) => exposed.get(name) !== true)
      .map((name) => ({ file, message: `${name} is no component of ours that is exposed. Correct the name.` })),
  );
};
