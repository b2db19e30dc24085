// Prints, as JSON, what an org would be sent when the package directories given are deployed. A process of its own, because
// source-deploy-retrieve is large, keeps state, and does not run inside Jest.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComponentSet, MetadataConverter } from '@salesforce/source-deploy-retrieve';

const [project = '.', ...packages] = process.argv.slice(2);
const { sourceApiVersion } = JSON.parse(await readFile(join(project, 'sfdx-project.json'), 'utf8')) as {
  sourceApiVersion: string;
};

// The project's .forceignore is found from the working folder.
process.chdir(project);
const set = ComponentSet.fromSource(packages.map((path) => join(process.cwd(), path)));
set.sourceApiVersion = sourceApiVersion;
const folder = await mkdtemp(join(tmpdir(), 'session-requests-mdapi-'));
try {
  const { packagePath = '' } = await new MetadataConverter().convert(set, 'metadata', {
    type: 'directory',
    outputDirectory: folder,
    genUniqueDir: false,
  });
  const files = (await readdir(packagePath, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(packagePath.length + 1))
    .toSorted();
  const objects = files.filter((path) => path.startsWith('objects/'));
  process.stdout.write(
    JSON.stringify({
      manifest: await readFile(join(packagePath, 'package.xml'), 'utf8'),
      files,
      objects: Object.fromEntries(
        await Promise.all(
          objects.map(async (path) => [path, await readFile(join(packagePath, path), 'utf8')] as const),
        ),
      ),
    }),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
