// Prints, as JSON, what Salesforce Code Analyzer finds: code-analyzer.ts <settings or ""> <selectors> <folder>... A process of its own,
// because its packages are fetched apart and are large.
import { createRequire } from 'node:module';
import type { Analysis, AnalyzerCore, EngineModule } from './analysis.ts';

const load = createRequire(import.meta.url);
const core = load('@salesforce/code-analyzer-core') as AnalyzerCore;
const ENGINES = ['pmd', 'eslint', 'regex', 'retirejs'];
/** The analyzer's own word for "warning"; what is more than that is smaller. */
const WARNING = 2;

const [settings = '', selectors = '', ...folders] = process.argv.slice(2);
const troubles: string[] = [];
const { CodeAnalyzer, CodeAnalyzerConfig } = core;
const analyzer = new CodeAnalyzer(
  settings === '' ? CodeAnalyzerConfig.withDefaults() : CodeAnalyzerConfig.fromFile(settings),
);
for (const type of ['LogEvent', 'EngineLogEvent']) {
  // A file that an engine could not read was not checked: that is never passed over.
  analyzer.onEvent(type, ({ logLevel, message }) => void (logLevel <= WARNING && troubles.push(message)));
}
for (const engine of ENGINES) {
  const plugins = load(`@salesforce/code-analyzer-${engine}-engine`) as EngineModule;
  await analyzer.addEnginePlugin(plugins.createEnginePlugin());
}
const workspace = await analyzer.createWorkspace(folders);
const rules = await analyzer.selectRules(selectors.split(','), { workspace });
const results = await analyzer.run(rules, { workspace });
const analysis: Analysis = {
  files: (await workspace.getTargetedFiles()).length,
  rules: Object.fromEntries(rules.getEngineNames().map((name) => [name, rules.getRulesFor(name).length])),
  findings: results.getViolations().map((violation) => {
    const rule = violation.getRule();
    const at = violation.getPrimaryLocation();
    return {
      rule: `${rule.getEngineName()}:${rule.getName()}`,
      file: at.getFile() ?? '',
      line: at.getStartLine() ?? 0,
      message: violation.getMessage(),
    };
  }),
  troubles,
};
process.stdout.write(`\n${JSON.stringify(analysis)}\n`);
