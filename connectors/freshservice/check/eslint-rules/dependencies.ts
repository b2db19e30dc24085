import { lintRule } from './rule.ts';
import { isServerFile } from './requests.ts';

/** Node's own modules that server scripts may require. Whether today's sandbox has them all is not documented. */
const BUILT_IN: ReadonlySet<string> = new Set(['crypto', 'url', 'querystring', 'util', 'path', 'buffer']);

export const noDependencyMismatch = lintRule(
  'a package that a server script requires is in manifest.json (handed over as settings.dependencies)',
  (report, context) => {
    if (!isServerFile(context.getFilename())) return {};
    const declared: readonly unknown[] = Array.isArray(context.settings['dependencies'])
      ? context.settings['dependencies']
      : [];
    return {
      CallExpression(node) {
        if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
          return;
        const [what] = node.arguments;
        if (what?.type !== 'Literal' || typeof what.value !== 'string') {
          report(node, 'Write out what is required: require("name").');
          return;
        }
        const { value } = what;
        if (value.startsWith('.') || BUILT_IN.has(value) || declared.includes(value)) return;
        report(node, `"${value}" is not in manifest.json. Add it under "dependencies" with its exact version.`);
      },
    };
  },
);
