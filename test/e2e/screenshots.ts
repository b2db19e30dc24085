import { demoWorld } from './demo-world.ts';
import { camera } from './pictures/camera.ts';
import { consolePictures } from './pictures/console-pictures.ts';
import { freshservicePictures } from './pictures/freshservice-pictures.ts';
import { salesforcePictures } from './pictures/salesforce-pictures.ts';

/** `npm run screenshots`: walks the demo and writes the pictures of docs/images, as they are shown in the documents. */
async function main(): Promise<void> {
  const world = await demoWorld();
  const taking = camera();
  try {
    await freshservicePictures(world, taking);
    await salesforcePictures(world, taking);
    await consolePictures(world, taking);
  } finally {
    await world.close();
  }
  const missing = taking.missing();
  if (missing.length > 0) throw new Error(`Not taken: ${missing.join(', ')}`);
}

await main();
