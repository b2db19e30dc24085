import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HERE } from './packages.ts';

/** What Salesforce Code Analyzer says of some folders. */
export type Analysis = {
  /** How many files it looked at. */
  readonly files: number;
  /** How many rules each engine applied. */
  readonly rules: Readonly<Record<string, number>>;
  readonly findings: readonly {
    readonly rule: string;
    readonly file: string;
    readonly line: number;
    readonly message: string;
  }[];
  /** What it could not look at, and why. */
  readonly troubles: readonly string[];
};

/** As much of the analyzer's packages as we use; they are not there when types are checked. */
export type AnalyzerCore = {
  readonly CodeAnalyzerConfig: { withDefaults(): object; fromFile(path: string): object };
  readonly CodeAnalyzer: new (config: object) => Analyzer;
};
export type EngineModule = { createEnginePlugin(): object };
type Workspace = { getTargetedFiles(): Promise<readonly string[]> };
type Rules = { getEngineNames(): readonly string[]; getRulesFor(engine: string): readonly unknown[] };
type Analyzer = {
  onEvent(type: string, hear: (event: { readonly logLevel: number; readonly message: string }) => void): void;
  addEnginePlugin(plugin: object): Promise<void>;
  createWorkspace(folders: readonly string[]): Promise<Workspace>;
  selectRules(selectors: readonly string[], options: { readonly workspace: Workspace }): Promise<Rules>;
  run(rules: Rules, options: { readonly workspace: Workspace }): Promise<{ getViolations(): readonly Violation[] }>;
};
type Violation = {
  getRule(): { getEngineName(): string; getName(): string };
  getMessage(): string;
  getPrimaryLocation(): { getFile(): string | undefined; getStartLine(): number | undefined };
};

const LARGEST_BYTES = 50 * 1024 * 1024;

/** Runs the rules that the selectors name. `settings`: the path of a file with settings; null for the analyzer's own. */
export async function analyze(
  folders: readonly string[],
  selectors: readonly string[],
  settings: string | null,
): Promise<Analysis> {
  const program = join(HERE, 'code-analyzer.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, settings ?? '', selectors.join(','), ...folders],
    { maxBuffer: LARGEST_BYTES },
  );
  // Engines write to the same stream; the answer is the last line.
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Analysis;
}
