import { textsIn } from '../xml.ts';
import type { ProjectRule } from './rule.ts';

/** One API version everywhere: the one in sfdx-project.json. */
export const apiVersions: ProjectRule = (files) => {
  const pinned = (JSON.parse(files.get('sfdx-project.json')?.text ?? '{}') as { sourceApiVersion?: string })
    .sourceApiVersion;
  if (pinned === undefined) return [{ file: 'sfdx-project.json', message: 'It must name a sourceApiVersion.' }];
  return [...files].flatMap(([file, { xml }]) => {
    const named = xml?.ok === true ? textsIn(xml.root, 'apiVersion') : [];
    return named
      .filter((version) => version !== pinned)
      .map((version) => ({ file, message: `apiVersion is ${version}; sfdx-project.json pins ${pinned}.` }));
  });
};
