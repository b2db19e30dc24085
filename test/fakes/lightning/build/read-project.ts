import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What there is to compile. */
export type Project = { readonly apiVersion: string; readonly lwcFolder: string };

const projectSchema = z.object({
  sourceApiVersion: z.string().regex(/^\d{2,3}\.0$/),
  packageDirectories: z.array(z.object({ path: z.string(), default: z.boolean().optional() })),
});

/** Reads a Salesforce project's own file; the default package directory is the one that is run. */
export function readProject(appDir: string): Project {
  const read: unknown = JSON.parse(readFileSync(join(appDir, 'sfdx-project.json'), 'utf8'));
  const { sourceApiVersion, packageDirectories } = projectSchema.parse(read);
  const directory = packageDirectories.find((one) => one.default === true) ?? packageDirectories[0];
  if (directory === undefined) throw new Error(`${appDir} names no package directory`);
  return { apiVersion: sourceApiVersion, lwcFolder: join(appDir, directory.path, 'main/default/lwc') };
}
